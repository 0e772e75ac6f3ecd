package io.elementconnect.oauthcallback;

/** What handing in a completion led to. */
sealed interface Completed
    permits Outcome,
        Completed.UnknownAttempt,
        Completed.NotYours,
        Completed.BadCompletion,
        Completed.TooOld {

  record UnknownAttempt() implements Completed {}

  /** The attempt was begun by somebody else. */
  record NotYours() implements Completed {}

  /** Bent, or of another attempt. */
  record BadCompletion() implements Completed {}

  /** More than five minutes after the callback. */
  record TooOld() implements Completed {}
}
