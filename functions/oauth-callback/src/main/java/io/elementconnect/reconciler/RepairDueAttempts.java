package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.ReconcilerEvent.RepairEnded;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import io.elementconnect.reconciler.RepairResult.Cannot;
import io.elementconnect.reconciler.RepairResult.Left;
import io.elementconnect.reconciler.RepairResult.Settled;
import io.elementconnect.reconciler.RepairResult.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One run of the reconciler over the attempts that are due, one at a time to limit the load on
 * Cloud Elements. The next run continues where a run ended.
 */
final class RepairDueAttempts {
  private static final int MAX_ATTEMPTS = 100;
  // The next run starts a minute after this one, which may still be at an attempt: that takes up to
  // 55 s.
  private static final Duration MAX_RUN = Duration.ofSeconds(40);
  // An attempt whose write is always rejected must not keep the others from being examined.
  private static final int MAX_UNANSWERED = 3;
  private static final Duration MAX_PAUSE = Duration.ofMinutes(15);

  private final UnsettledAttempts unsettled;
  private final RepairAttempt repairAttempt;
  private final Journal journal;
  private final InstantSource clock;
  // Successive runs share an execution environment, unless Lambda started a new one in between.
  private volatile Instant closedUntil = Instant.MIN;

  RepairDueAttempts(
      UnsettledAttempts unsettled,
      RepairAttempt repairAttempt,
      Journal journal,
      InstantSource clock) {
    this.unsettled = unsettled;
    this.repairAttempt = repairAttempt;
    this.journal = journal;
    this.clock = clock;
  }

  /** Performs a run and reports how it ended. */
  RepairEnded run() {
    var started = clock.instant();
    var ended =
        started.isBefore(closedUntil) ? new RepairEnded(0, 0, 0, "waiting") : repair(started);
    journal.record(ended);
    return ended;
  }

  private RepairEnded repair(Instant started) {
    var due = unsettled.due(started, MAX_ATTEMPTS);
    var examined = 0;
    var settled = 0;
    var unanswered = 0;
    for (var id : due) {
      if (clock.instant().isAfter(started.plus(MAX_RUN))) {
        return new RepairEnded(due.size(), examined, settled, "out_of_time");
      }
      if (unanswered == MAX_UNANSWERED) {
        break;
      }
      switch (repair(id)) {
        case Settled() -> {
          examined++;
          settled++;
        }
        case Left() -> examined++;
        case Unanswered() -> unanswered++;
        case Cannot(var why, var pause) -> {
          var longest = pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
          closedUntil = clock.instant().plus(longest);
          return new RepairEnded(due.size(), examined, settled, why);
        }
      }
    }
    return new RepairEnded(due.size(), examined, settled, unanswered == 0 ? "done" : "unavailable");
  }

  /** An attempt that fails with an internal error must not keep the others from being examined. */
  private RepairResult repair(AttemptId id) {
    try {
      return repairAttempt.repair(id);
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return new Unanswered();
    } catch (RuntimeException e) {
      journal.record(RequestFailed.of(e));
      return new Left();
    }
  }
}
