package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.adoption.AdoptInstance;
import io.elementconnect.adoption.FindInstances;
import io.elementconnect.adoption.FindInstances.Finding;
import io.elementconnect.adoption.Inventory.Answer;
import io.elementconnect.adoption.JudgeFinding;
import io.elementconnect.adoption.JudgeFinding.Judgement;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Connection;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.AttemptEvent.ExchangeUnsettled;
import io.elementconnect.journal.AttemptEvent.OperatorNeeded;
import io.elementconnect.journal.Event;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.ReconcilerEvent.AttemptOverdue;
import io.elementconnect.reconciler.RepairResult.Cannot;
import io.elementconnect.reconciler.RepairResult.Left;
import io.elementconnect.reconciler.RepairResult.Settled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Performs the next step for an attempt whose exchange has no known outcome. Each step is a single
 * conditional write, so that several runs, and a late callback, may do this at the same time.
 */
final class RepairAttempt {
  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final FindInstances findInstances;
  private final JudgeFinding judgeFinding;
  private final AdoptInstance adoptInstance;
  private final Journal journal;
  private final InstantSource clock;

  RepairAttempt(
      Attempts attempts,
      AttemptTransitions transitions,
      FindInstances findInstances,
      JudgeFinding judgeFinding,
      AdoptInstance adoptInstance,
      Journal journal,
      InstantSource clock) {
    this.attempts = attempts;
    this.transitions = transitions;
    this.findInstances = findInstances;
    this.judgeFinding = judgeFinding;
    this.adoptInstance = adoptInstance;
    this.journal = journal;
    this.clock = clock;
  }

  /** Performs one step, if the attempt is due. */
  RepairResult repair(AttemptId id) {
    var now = clock.instant();
    var found = attempts.find(id);
    if (found.isEmpty()) {
      return new Left();
    }
    var attempt = found.get();
    return switch (attempt.progress()) {
      case Exchanging(var leaseUntil) when !now.isBefore(leaseUntil) ->
          keepUnsettled(attempt, attempt.unknown(null, now), "lease over");
      case Unknown unknown when !now.isBefore(unknown.repairAt()) -> lookUp(attempt, unknown, now);
      case Exchanging _, Unknown _, Pending _, Connected _, Denied _, Failed _, NeedsOperator _ ->
          new Left();
    };
  }

  private RepairResult lookUp(Attempt attempt, Unknown unknown, Instant now) {
    try {
      return lookUpNow(attempt, unknown, now);
    } catch (RuntimeException e) {
      // Whatever the cause, the attempt must not come before the others in every run.
      try {
        var _ = postpone(attempt, unknown, now, "lookup failed");
      } catch (Unavailable suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private RepairResult lookUpNow(Attempt attempt, Unknown unknown, Instant now) {
    if (attempt.isOverdueAt(now)) {
      journal.record(new AttemptOverdue(attempt.id()));
    }
    var hint = unknown.hint();
    var known = hint == null ? Set.<InstanceId>of() : Set.of(hint.instanceId());
    return switch (findInstances.find(attempt.id(), known, now.plus(FindInstances.MAX_SEARCH))) {
      case Finding.Found found -> conclude(attempt, unknown, found, now);
      case Finding.Missing(Answer.Closed(var why, var pause)) -> new Cannot(why, pause);
      case Finding.Missing(Answer answer) -> unreadable(attempt, unknown, answer, now);
      case Finding.Withheld(Answer.Closed(var why, var pause)) -> {
        var _ = postpone(attempt, unknown, now, why);
        yield new Cannot(why, pause);
      }
    };
  }

  /**
   * What cannot be read now is looked up again. After an hour only an operator can help, if Cloud
   * Elements answers other queries: an outage ends by itself.
   */
  private RepairResult unreadable(Attempt attempt, Unknown unknown, Answer answer, Instant now) {
    var reason = answer instanceof Answer.Inconclusive(var why) ? why : "";
    if (unknown.isUnreadableForGoodAt(now) && findInstances.answersOthers()) {
      var hint = unknown.hint();
      journal.record(ExchangeUnsettled.of(attempt, "lookup inconclusive: " + reason));
      return handOver(
          attempt,
          Failure.LOOKUP_UNREADABLE,
          hint == null ? List.of() : List.of(hint.instanceId()));
    }
    return postpone(attempt, unknown, now, "lookup inconclusive: " + reason);
  }

  private RepairResult postpone(Attempt attempt, Unknown unknown, Instant now, String why) {
    return keepUnsettled(attempt, attempt.notLookedUp(unknown, now), why);
  }

  private RepairResult conclude(
      Attempt attempt, Unknown unknown, Finding.Found found, Instant now) {
    return switch (judgeFinding.judge(attempt, unknown.hint(), found)) {
      case Judgement.Absent(var hintIsGone) ->
          notFound(attempt, hintIsGone ? unknown.withoutHint() : unknown, now);
      case Judgement.Adoptable(var instance, var hint) -> adopt(attempt, instance, hint);
      case Judgement.Contradiction(var failure, var instances, var differences) -> {
        differences.forEach(journal::record);
        yield handOver(attempt, failure, instances);
      }
    };
  }

  private RepairResult notFound(Attempt attempt, Unknown unknown, Instant now) {
    var next = attempt.notFound(unknown, now);
    return next.progress() instanceof Failed(_, var failure)
        ? settle(attempt, next, AttemptEnded.of(next, failure))
        : keepUnsettled(attempt, next, "not found");
  }

  private RepairResult adopt(Attempt attempt, RemoteInstance instance, @Nullable Hint hint) {
    return switch (adoptInstance.adopt(attempt, instance, hint)) {
      case Connection.Made _ -> new Settled();
      case Connection.Lost _ -> new Left();
      case Connection.Taken _ -> handOver(attempt, Failure.INSTANCE_TAKEN, List.of(instance.id()));
    };
  }

  private RepairResult handOver(Attempt attempt, Failure failure, List<InstanceId> instances) {
    return settle(
        attempt,
        attempt.needingOperator(failure, clock.instant()),
        new OperatorNeeded(attempt.id(), failure.code(), instances));
  }

  private RepairResult keepUnsettled(Attempt attempt, Attempt next, String why) {
    var _ = write(attempt, next, ExchangeUnsettled.of(next, why));
    return new Left();
  }

  private RepairResult settle(Attempt attempt, Attempt settled, Event event) {
    return write(attempt, settled, event) ? new Settled() : new Left();
  }

  private boolean write(Attempt seen, Attempt next, Event event) {
    return switch (transitions.update(next, seen)) {
      case Transition.Done _ -> {
        journal.record(event);
        yield true;
      }
      case Transition.Lost _ -> false;
    };
  }
}
