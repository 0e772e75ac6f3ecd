package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Base64Url;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The secret that travels through the provider (RFC 6749, section 10.12): 32 random bytes,
 * base64url, 43 characters. It is stored nowhere; only its hash is, as the attempt id.
 */
public record State(String value) {
  public State {
    if (!Base64Url.is256Bits(value)) {
      throw new IllegalArgumentException("not a state");
    }
  }

  public static State random(SecureRandom random) {
    return new State(Base64Url.random256Bits(random));
  }

  /** Returns the state in a callback parameter; empty when the value does not have that form. */
  public static Optional<State> parse(String text) {
    return Base64Url.is256Bits(text) ? Optional.of(new State(text)) : Optional.empty();
  }

  /** The id of the attempt that this state belongs to. */
  public AttemptId attemptId() {
    return new AttemptId(Base64Url.sha256(value));
  }

  @Override
  public String toString() {
    return "State";
  }
}
