package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;

/** What a callback led to. */
sealed interface Received
    permits Outcome, Received.Confirm, Received.UnknownState, Received.Malformed {

  /**
   * The browser did not prove to be the one that began; nothing was changed.
   *
   * @param completion the sealed callback, for the attempt's own user to hand in
   */
  record Confirm(Attempt attempt, String completion) implements Received {
    @Override
    public String toString() {
      return "Confirm";
    }
  }

  /** No attempt has this state. */
  record UnknownState() implements Received {}

  /** The attempt's element wants another form of callback. */
  record Malformed() implements Received {}
}
