package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Exchanges;
import io.elementconnect.attempts.Exchanges.Transition;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Proof;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.Journal;
import io.elementconnect.oauthcallback.Outcome.Stands;
import java.time.Instant;

/** Ends a pending attempt without any exchange. */
final class ConcludeAttempt {
  private final Exchanges exchanges;
  private final AwaitOutcome awaitOutcome;
  private final Journal journal;

  ConcludeAttempt(Exchanges exchanges, AwaitOutcome awaitOutcome, Journal journal) {
    this.exchanges = exchanges;
    this.awaitOutcome = awaitOutcome;
    this.journal = journal;
  }

  /**
   * Ends one attempt, unless somebody else was first.
   *
   * @param concluded the attempt after {@link Attempt#denied} or {@link Attempt#failed}
   * @param deadline when the invocation ends
   */
  Outcome conclude(Attempt concluded, Failure problem, Proof proof, Instant now, Instant deadline) {
    return switch (exchanges.conclude(concluded, proof, now)) {
      case Transition.Done(var attempt) -> {
        journal.record(AttemptEnded.of(attempt, problem));
        yield new Stands(attempt);
      }
      case Transition.Lost(var current) -> awaitOutcome.outcome(current, proof, deadline);
    };
  }
}
