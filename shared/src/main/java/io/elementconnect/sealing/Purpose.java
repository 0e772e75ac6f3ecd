package io.elementconnect.sealing;

import java.util.Locale;

/**
 * The kind of value that is sealed. IAM policies permit each role only its purposes ({@code
 * kms:EncryptionContext:purpose}).
 */
public enum Purpose {
  /** The secret token of an instance. */
  TOKEN,
  /** The secret configuration of a start request. */
  CONFIGURATION,
  /** A completion: a callback, given to a browser that returned without its browser key. */
  COMPLETION;

  String inContext() {
    return name().toLowerCase(Locale.ROOT);
  }
}
