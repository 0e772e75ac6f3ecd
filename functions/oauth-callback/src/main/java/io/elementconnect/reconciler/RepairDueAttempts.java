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
 * One run of the reconciler over the attempts that are due, one after the other so that Cloud
 * Elements is not pressed. What a run leaves, the next one takes up.
 */
final class RepairDueAttempts {
  private static final int MAX_ATTEMPTS = 100;
  // The next run begins a minute after this one. An attempt that is begun may take 35 s more.
  private static final Duration MAX_RUN = Duration.ofSeconds(40);
  // One whose write is never taken must not keep the others from being looked at.
  private static final int MAX_UNANSWERED = 3;
  private static final Duration MAX_PAUSE = Duration.ofMinutes(15);

  private final UnsettledAttempts unsettled;
  private final RepairAttempt repairAttempt;
  private final Journal journal;
  private final InstantSource clock;
  // Runs come one after the other to the same place, unless Lambda made a new one in between.
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

  /** A run, and how it ended. */
  RepairEnded run() {
    var begun = clock.instant();
    var ended = begun.isBefore(closedUntil) ? new RepairEnded(0, 0, 0, "waiting") : repair(begun);
    journal.record(ended);
    return ended;
  }

  private RepairEnded repair(Instant begun) {
    var due = unsettled.due(begun, MAX_ATTEMPTS);
    var looked = 0;
    var settled = 0;
    var unanswered = 0;
    for (var id : due) {
      if (clock.instant().isAfter(begun.plus(MAX_RUN))) {
        return new RepairEnded(due.size(), looked, settled, "out_of_time");
      }
      if (unanswered == MAX_UNANSWERED) {
        break;
      }
      switch (repair(id)) {
        case Settled() -> {
          looked++;
          settled++;
        }
        case Left() -> looked++;
        case Unanswered() -> unanswered++;
        case Cannot(var why, var pause) -> {
          var longest = pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
          closedUntil = clock.instant().plus(longest);
          return new RepairEnded(due.size(), looked, settled, why);
        }
      }
    }
    return new RepairEnded(due.size(), looked, settled, unanswered == 0 ? "done" : "unavailable");
  }

  /** One that fails by a fault of ours must not keep the others from being looked at. */
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
