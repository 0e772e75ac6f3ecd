package io.elementconnect.oauthcallback;

/** What handing in a completion led to. */
sealed interface CompletionResult
    permits Outcome,
        CompletionResult.UnknownAttempt,
        CompletionResult.NotYours,
        CompletionResult.BadCompletion,
        CompletionResult.TooOld {

  record UnknownAttempt() implements CompletionResult {}

  /** The attempt was begun by somebody else. */
  record NotYours() implements CompletionResult {}

  /** Bent, or of another attempt. */
  record BadCompletion() implements CompletionResult {}

  /** More than five minutes after the callback. */
  record TooOld() implements CompletionResult {}
}
