package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;

/** The result of a callback. */
sealed interface CallbackResult
    permits Outcome, CallbackResult.Confirm, CallbackResult.UnknownState, CallbackResult.Malformed {

  /**
   * The browser did not prove to be the one that started the attempt; nothing was written.
   *
   * @param completion the sealed callback, for the attempt's own user to submit
   */
  record Confirm(Attempt attempt, String completion) implements CallbackResult {
    @Override
    public String toString() {
      return "Confirm";
    }
  }

  /** No attempt has this state. */
  record UnknownState() implements CallbackResult {}

  /** The attempt's element requires a different form of callback. */
  record Malformed() implements CallbackResult {}
}
