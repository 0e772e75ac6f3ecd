package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Proof;
import io.elementconnect.journal.Event;
import io.elementconnect.journal.Journal;
import io.elementconnect.oauthcallback.Outcome.Current;
import java.time.Instant;
import java.util.List;

/** Ends a pending attempt without an exchange. */
final class ConcludeAttempt {
  private final AttemptTransitions transitions;
  private final AwaitOutcome awaitOutcome;
  private final Journal journal;

  ConcludeAttempt(AttemptTransitions transitions, AwaitOutcome awaitOutcome, Journal journal) {
    this.transitions = transitions;
    this.awaitOutcome = awaitOutcome;
    this.journal = journal;
  }

  /**
   * Ends one attempt, unless another request was first.
   *
   * @param concluded the attempt after {@link Attempt#denied} or {@link Attempt#failed}
   * @param ended what to record once it has ended
   * @param deadline when the invocation ends
   */
  Outcome conclude(
      Attempt concluded, List<Event> ended, Proof proof, Instant now, Instant deadline) {
    return switch (transitions.conclude(concluded, proof, now)) {
      case Transition.Done(var attempt) -> {
        ended.forEach(journal::record);
        yield new Current(attempt);
      }
      case Transition.Lost(var current) -> awaitOutcome.outcome(current, proof, deadline);
    };
  }
}
