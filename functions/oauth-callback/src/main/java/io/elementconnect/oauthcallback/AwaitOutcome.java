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

/** Tells how an attempt stands that somebody else took further, after a little wait for its end. */
final class AwaitOutcome {
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_READS = Duration.ofMillis(250);
  // The last look at the attempt, then the instance for the answer: a call to the store takes 4 s
  // at
  // most.
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
   * How the attempt stands, after at most 5 seconds while another invocation transitions its code.
   *
   * @param found the attempt as it was read last, no longer as this callback would need it
   * @param proof of whoever waits
   * @param deadline when the invocation ends
   */
  Outcome outcome(Attempt found, Proof proof, Instant deadline) {
    var current = settled(found, deadline);
    if (!current.isPending()) {
      return new Current(current);
    }
    // Released in between: the very same write would find its place now.
    return current.isExpiredAt(proof.callbackTime(clock.instant()))
        ? new Expired(current)
        : new TryAgain(current, "released_meanwhile");
  }

  private Attempt settled(Attempt found, Instant deadline) {
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
      // What was found last is settling still, as far as anybody knows.
      journal.record(DependencyUnavailable.of(e));
    }
    return current;
  }

  /** Whether somebody is at it: after the lease nobody is, and waiting would be in vain. */
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
