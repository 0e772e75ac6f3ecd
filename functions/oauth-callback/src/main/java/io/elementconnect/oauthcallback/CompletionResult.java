package io.elementconnect.oauthcallback;

/** The result of submitting a completion. */
sealed interface CompletionResult
    permits Outcome,
        CompletionResult.UnknownAttempt,
        CompletionResult.NotYours,
        CompletionResult.BadCompletion,
        CompletionResult.TooOld {

  record UnknownAttempt() implements CompletionResult {}

  /** The attempt was started by another caller. */
  record NotYours() implements CompletionResult {}

  /** The completion was tampered with or belongs to another attempt. */
  record BadCompletion() implements CompletionResult {}

  /** More than five minutes after the callback. */
  record TooOld() implements CompletionResult {}
}
