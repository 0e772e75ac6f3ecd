package io.elementconnect;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of an attempt: {@code base64url(SHA-256(state))}, 43 characters. It reveals
 * nothing about the state.
 */
public record AttemptId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  public AttemptId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an attempt id");
    }
  }

  /** Returns the attempt id in a request; empty when the value does not have that form. */
  public static Optional<AttemptId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AttemptId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
