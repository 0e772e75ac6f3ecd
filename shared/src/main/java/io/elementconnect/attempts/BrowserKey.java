package io.elementconnect.attempts;

import io.elementconnect.Base64Url;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The value of the cookie {@code __Host-connect}, which proves that a callback comes from the
 * browser that began the attempt: 32 random bytes, base64url, 43 characters, independent of the
 * state and of every public id.
 */
public record BrowserKey(String value) {
  public BrowserKey {
    if (!Base64Url.is256Bits(value)) {
      throw new IllegalArgumentException("not a browser key");
    }
  }

  public static BrowserKey random(SecureRandom random) {
    return new BrowserKey(Base64Url.random256Bits(random));
  }

  /** Returns the browser key in a cookie value; empty when the value does not have that form. */
  public static Optional<BrowserKey> parse(String text) {
    return Base64Url.is256Bits(text) ? Optional.of(new BrowserKey(text)) : Optional.empty();
  }

  /** What an attempt stores of the key: {@code base64url(SHA-256(key))}. */
  public String hash() {
    return Base64Url.sha256(value);
  }

  @Override
  public String toString() {
    return "BrowserKey";
  }
}
