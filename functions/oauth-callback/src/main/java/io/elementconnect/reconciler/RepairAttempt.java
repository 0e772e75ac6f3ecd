package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
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
import io.elementconnect.reconciler.FindInstances.Finding;
import io.elementconnect.reconciler.Inventory.Answer;
import io.elementconnect.reconciler.RepairResult.Cannot;
import io.elementconnect.reconciler.RepairResult.Left;
import io.elementconnect.reconciler.RepairResult.Settled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes one attempt whose exchange has no known end a step further. Each step is one conditional
 * write, so that it may be taken by several at once, and beside a callback that wakes up late.
 */
final class RepairAttempt {
  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final FindInstances findInstances;
  private final AdoptInstance adoptInstance;
  private final Journal journal;
  private final InstantSource clock;

  RepairAttempt(
      Attempts attempts,
      AttemptTransitions transitions,
      FindInstances findInstances,
      AdoptInstance adoptInstance,
      Journal journal,
      InstantSource clock) {
    this.attempts = attempts;
    this.transitions = transitions;
    this.findInstances = findInstances;
    this.adoptInstance = adoptInstance;
    this.journal = journal;
    this.clock = clock;
  }

  /** One step, if the attempt is due. */
  RepairResult repair(AttemptId id) {
    var now = clock.instant();
    var found = attempts.find(id);
    if (found.isEmpty()) {
      return new Left();
    }
    var attempt = found.get();
    return switch (attempt.progress()) {
      case Exchanging(var leaseUntil) when !now.isBefore(leaseUntil) ->
          leave(attempt, attempt.unknown(null, now), "lease over");
      case Unknown unknown when !now.isBefore(unknown.repairAt()) -> look(attempt, unknown, now);
      case Exchanging _, Unknown _, Pending _, Connected _, Denied _, Failed _, NeedsOperator _ ->
          new Left();
    };
  }

  private RepairResult look(Attempt attempt, Unknown unknown, Instant now) {
    try {
      return lookUpNow(attempt, unknown, now);
    } catch (RuntimeException e) {
      // Whatever it is, the attempt must not stand before the others in every run.
      try {
        var _ = postpone(attempt, unknown, now, "look failed");
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
    return switch (findInstances.find(attempt.id(), known)) {
      case Finding.Found(var instances, var unidentified) ->
          conclude(attempt, unknown, instances, unidentified, now);
      case Finding.Missing(Answer.Closed(var why, var pause)) -> new Cannot(why, pause);
      case Finding.Missing _ -> postpone(attempt, unknown, now, "what exists is not known");
      case Finding.Withheld(Answer.Closed(var why, var pause)) -> {
        var _ = postpone(attempt, unknown, now, why);
        yield new Cannot(why, pause);
      }
    };
  }

  private RepairResult postpone(Attempt attempt, Unknown unknown, Instant now, String why) {
    return leave(attempt, attempt.notLookedUp(unknown, now), why);
  }

  private RepairResult conclude(
      Attempt attempt,
      Unknown unknown,
      List<RemoteInstance> instances,
      List<InstanceId> unidentified,
      Instant now) {
    var hint = unknown.hint();
    if (!unidentified.isEmpty()) {
      return handOver(attempt, Failure.UNIDENTIFIED_INSTANCE, unidentified);
    }
    if (instances.isEmpty()) {
      var left = attempt.notFound(unknown, now);
      return left.progress() instanceof Failed(_, var problem)
          ? settle(attempt, left, AttemptEnded.of(left, problem))
          : leave(attempt, left, "not found");
    }
    var ids = instances.stream().map(RemoteInstance::id).toList();
    var instance = instances.getFirst();
    if (ids.size() > 1 || (hint != null && !hint.instanceId().equals(instance.id()))) {
      return handOver(attempt, Failure.OTHER_INSTANCE, ids);
    }
    return AdoptInstance.objection(attempt, instance, hint)
        .map(problem -> handOver(attempt, problem, ids))
        .orElseGet(() -> adopt(attempt, instance, hint));
  }

  private RepairResult adopt(Attempt attempt, RemoteInstance instance, @Nullable Hint hint) {
    return switch (adoptInstance.adopt(attempt, instance, hint)) {
      case Connection.Made _ -> new Settled();
      case Connection.Lost _ -> new Left();
      case Connection.Taken _ -> handOver(attempt, Failure.INSTANCE_TAKEN, List.of(instance.id()));
    };
  }

  private RepairResult handOver(Attempt attempt, Failure problem, List<InstanceId> instances) {
    return settle(
        attempt,
        attempt.needingOperator(problem, clock.instant()),
        new OperatorNeeded(attempt.id(), problem.code(), instances));
  }

  private RepairResult leave(Attempt attempt, Attempt left, String why) {
    var _ = write(attempt, left, ExchangeUnsettled.of(left, why));
    return new Left();
  }

  private RepairResult settle(Attempt attempt, Attempt settled, Event event) {
    return write(attempt, settled, event) ? new Settled() : new Left();
  }

  private boolean write(Attempt seen, Attempt next, Event event) {
    return switch (transitions.settle(next, seen)) {
      case Transition.Done _ -> {
        journal.record(event);
        yield true;
      }
      case Transition.Lost _ -> false;
    };
  }
}
