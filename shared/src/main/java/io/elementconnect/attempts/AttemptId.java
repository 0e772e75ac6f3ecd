package io.elementconnect.attempts;

import java.util.Optional;

/**
 * The public name of an attempt: {@code base64url(SHA-256(state))}, 43 characters. It tells nothing
 * about the state.
 */
public record AttemptId(String value) {
  public AttemptId {
    if (!Tokens.isToken(value)) {
      throw new IllegalArgumentException("not an attempt id");
    }
  }

  /** The attempt id that a caller wrote, if it has the form of one. */
  public static Optional<AttemptId> parse(String text) {
    return Tokens.isToken(text) ? Optional.of(new AttemptId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
