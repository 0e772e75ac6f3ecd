package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;

/** What a callback led to. */
sealed interface CallbackResult
    permits Outcome, CallbackResult.Confirm, CallbackResult.UnknownState, CallbackResult.Malformed {

  /**
   * The browser did not prove to be the one that began; nothing was changed.
   *
   * @param completion the sealed callback, for the attempt's own user to hand in
   */
  record Confirm(Attempt attempt, String completion) implements CallbackResult {
    @Override
    public String toString() {
      return "Confirm";
    }
  }

  /** No attempt has this state. */
  record UnknownState() implements CallbackResult {}

  /** The attempt's element wants another form of callback. */
  record Malformed() implements CallbackResult {}
}
