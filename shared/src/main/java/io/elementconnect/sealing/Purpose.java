package io.elementconnect.sealing;

import java.util.Locale;

/** What is sealed. IAM policies tell roles apart by it ({@code kms:EncryptionContext:purpose}). */
public enum Purpose {
  /** The secret token of an instance. */
  TOKEN,
  /** The secret configuration that a start request stated. */
  CONFIGURATION,
  /** A callback, handed to a browser that came back without its browser key. */
  COMPLETION;

  String inContext() {
    return name().toLowerCase(Locale.ROOT);
  }
}
