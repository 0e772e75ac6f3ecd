package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Exchanges;
import io.elementconnect.attempts.Exchanges.Transition;
import io.elementconnect.attempts.Problem;
import io.elementconnect.attempts.Proof;
import io.elementconnect.journal.Event.AttemptEnded;
import io.elementconnect.journal.Journal;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.Stands;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import java.time.Instant;

/** Ends a pending attempt without any exchange. */
final class ConcludeAttempt {
  private final Exchanges exchanges;
  private final Journal journal;

  ConcludeAttempt(Exchanges exchanges, Journal journal) {
    this.exchanges = exchanges;
    this.journal = journal;
  }

  /**
   * Ends one attempt, unless somebody else was first.
   *
   * @param concluded the attempt after {@link Attempt#denied} or {@link Attempt#failed}
   */
  Outcome conclude(Attempt concluded, Problem problem, Proof proof, Instant now) {
    return switch (exchanges.conclude(concluded, proof, now)) {
      case Transition.Done(var attempt) -> {
        journal.record(AttemptEnded.of(attempt, problem));
        yield new Stands(attempt);
      }
      case Transition.Lost(var current) -> after(current, proof, now);
    };
  }

  /** What stands when somebody else was first. */
  static Outcome after(Attempt current, Proof proof, Instant now) {
    if (!current.isPending()) {
      return new Stands(current);
    }
    // Released in between: the very same write would find its place now.
    return current.isExpiredAt(proof.callbackTime(now))
        ? new Expired(current)
        : new TryAgain(current, "released_meanwhile");
  }
}
