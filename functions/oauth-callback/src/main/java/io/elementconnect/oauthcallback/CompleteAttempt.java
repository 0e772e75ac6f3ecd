package io.elementconnect.oauthcallback;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.oauthcallback.Completions.Completion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Accepts a sealed callback from the attempt's own user. */
final class CompleteAttempt {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final Attempts attempts;
  private final Completions completions;
  private final FinishAttempt finishAttempt;
  private final InstantSource clock;

  CompleteAttempt(
      Attempts attempts,
      Completions completions,
      FinishAttempt finishAttempt,
      InstantSource clock) {
    this.attempts = attempts;
    this.completions = completions;
    this.finishAttempt = finishAttempt;
    this.clock = clock;
  }

  /**
   * Completes one attempt.
   *
   * @param completion as the callback sealed it
   * @param deadline when the invocation ends
   */
  CompletionResult complete(AttemptId id, Caller caller, String completion, Instant deadline) {
    var found = attempts.find(id);
    if (found.isEmpty()) {
      return new CompletionResult.UnknownAttempt();
    }
    var attempt = found.get();
    if (!attempt.caller().equals(caller)) {
      return new CompletionResult.NotYours();
    }
    var unsealed = completions.unseal(attempt, completion);
    if (unsealed.isEmpty()) {
      return new CompletionResult.BadCompletion();
    }
    Completion callback = unsealed.get();
    if (clock.instant().isAfter(callback.callbackTime().plus(MAX_AGE))) {
      return new CompletionResult.TooOld();
    }
    var proof = new SameUser(caller, callback.callbackTime());
    return finishAttempt.finish(attempt, callback.answer(), proof, deadline);
  }
}
