package io.elementconnect;

import java.util.Optional;

/**
 * The public name of an attempt: {@code base64url(SHA-256(state))}, 43 characters. It reveals
 * nothing about the state.
 */
public record AttemptId(String value) {
  public AttemptId {
    if (!Base64Url.is256Bits(value)) {
      throw new IllegalArgumentException("not an attempt id");
    }
  }

  /** Returns the attempt id in a request; empty when the value does not have that form. */
  public static Optional<AttemptId> parse(String text) {
    return Base64Url.is256Bits(text) ? Optional.of(new AttemptId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
