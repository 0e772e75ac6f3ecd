package io.elementconnect.oauthcallback;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Proof;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Returns the state of an attempt that another request changed, after a short wait for its outcome.
 */
final class AwaitOutcome {
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_READS = Duration.ofMillis(250);
  // The last read of the attempt, then the instance for the response: a call to the store takes at
  // most 4 s.
  private static final Duration RESERVE = Duration.ofSeconds(9);

  private final Attempts attempts;
  private final Journal journal;
  private final InstantSource clock;
  private final Pause pause;

  AwaitOutcome(Attempts attempts, Journal journal, InstantSource clock, Pause pause) {
    this.attempts = attempts;
    this.journal = journal;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Returns the state of the attempt, after waiting at most 5 seconds while another invocation
   * exchanges its code.
   *
   * @param found the attempt as it was read last, no longer in the state that this callback
   *     requires
   * @param proof the proof of the waiting callback
   * @param deadline when the invocation ends
   */
  Outcome outcome(Attempt found, Proof proof, Instant deadline) {
    var current = readUntilExchanged(found, deadline);
    if (!current.isPending()) {
      return new Current(current);
    }
    // Released in between: the same write would succeed now.
    return current.isExpiredAt(proof.callbackTime(clock.instant()))
        ? new Expired(current)
        : new TryAgain(current, "released_meanwhile");
  }

  private Attempt readUntilExchanged(Attempt found, Instant deadline) {
    var current = found;
    var now = clock.instant();
    var until = earlier(now.plus(MAX_WAIT), deadline.minus(RESERVE));
    try {
      while (isBeingExchanged(current, now) && now.isBefore(until)) {
        pause.rest(shorter(BETWEEN_READS, Duration.between(now, until)));
        current = attempts.find(current.id()).orElse(current);
        now = clock.instant();
      }
    } catch (Unavailable e) {
      // The last known state is still settling.
      journal.record(DependencyUnavailable.of(e));
    }
    return current;
  }

  /** Whether a claimant is at work: after the lease none is, and there is nothing to wait for. */
  private static boolean isBeingExchanged(Attempt attempt, Instant now) {
    return attempt.progress() instanceof Exchanging(var leaseUntil) && now.isBefore(leaseUntil);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
