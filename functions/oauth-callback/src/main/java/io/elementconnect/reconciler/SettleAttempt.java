package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.adoption.AdoptInstance;
import io.elementconnect.adoption.FindInstances;
import io.elementconnect.adoption.FindInstances.Finding;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Connection;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.ReconcilerEvent.OperatorSettled;
import io.elementconnect.reconciler.SettleResult.Adopted;
import io.elementconnect.reconciler.SettleResult.Changed;
import io.elementconnect.reconciler.SettleResult.GivenUp;
import io.elementconnect.reconciler.SettleResult.Inconclusive;
import io.elementconnect.reconciler.SettleResult.NotWaiting;
import io.elementconnect.reconciler.SettleResult.OthersExist;
import io.elementconnect.reconciler.SettleResult.UnknownAttempt;
import io.elementconnect.reconciler.SettleResult.UnknownInstance;
import io.elementconnect.reconciler.SettleResult.Unsuitable;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles an attempt that waits for an operator, as the operator decides. Refused while Cloud
 * Elements has instances of the attempt that would then be unaccounted for.
 */
final class SettleAttempt {
  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final FindInstances findInstances;
  private final AdoptInstance adoptInstance;
  private final Journal journal;
  private final InstantSource clock;

  SettleAttempt(
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

  /**
   * Settles one attempt.
   *
   * @param chosen the instance to connect the attempt with; null to fail the attempt
   */
  SettleResult settle(AttemptId id, @Nullable InstanceId chosen) {
    var found = attempts.find(id);
    if (found.isEmpty()) {
      return new UnknownAttempt();
    }
    var attempt = found.get();
    return attempt.progress() instanceof NeedsOperator reason
        ? settle(attempt, reason, chosen)
        : new NotWaiting();
  }

  private SettleResult settle(Attempt attempt, NeedsOperator reason, @Nullable InstanceId chosen) {
    var connected = reason.connected();
    if (connected != null && !connected.equals(chosen)) {
      // The tenant uses that instance; settling this attempt must not disconnect it.
      return new OthersExist(List.of(connected));
    }
    return switch (findInstances.find(
        attempt.id(), known(reason, chosen), clock.instant().plus(FindInstances.MAX_SEARCH))) {
      case Finding.Missing _, Finding.Withheld _ -> new Inconclusive();
      case Finding.Found(var instances, _, _) -> {
        var others =
            instances.stream().map(RemoteInstance::id).filter(id -> !id.equals(chosen)).toList();
        if (!others.isEmpty()) {
          yield new OthersExist(others);
        }
        if (chosen == null) {
          yield end(
              attempt,
              attempt.failed(Failure.GIVEN_UP, clock.instant()),
              new GivenUp(attempt.id()));
        }
        if (chosen.equals(connected)) {
          // Even when it no longer exists at Cloud Elements, as with any connected attempt.
          yield end(attempt, attempt.connected(chosen), new Adopted(attempt.id(), chosen));
        }
        yield instances.isEmpty()
            ? new UnknownInstance()
            : adopt(attempt, instances.getFirst(), reason.hint());
      }
    };
  }

  /** The instances known to belong to the attempt: from the operator and from the exchange. */
  private static Set<InstanceId> known(NeedsOperator reason, @Nullable InstanceId chosen) {
    var known = new LinkedHashSet<InstanceId>();
    if (chosen != null) {
      known.add(chosen);
    }
    if (reason.hint() != null && !reason.failure().equals(Failure.INSTANCE_TAKEN)) {
      known.add(reason.hint().instanceId());
    }
    return known;
  }

  private SettleResult adopt(Attempt attempt, RemoteInstance instance, @Nullable Hint hint) {
    var objection = AdoptInstance.objection(attempt, instance, hint);
    if (objection.isPresent()) {
      return new Unsuitable(objection.get());
    }
    return switch (adoptInstance.adopt(attempt, instance, hint)) {
      case Connection.Made(var connected) ->
          settled(connected, new Adopted(attempt.id(), instance.id()));
      case Connection.Lost _ -> new Changed();
      case Connection.Taken _ -> new Unsuitable(Failure.INSTANCE_TAKEN);
    };
  }

  private SettleResult end(Attempt attempt, Attempt ended, SettleResult settlement) {
    return switch (transitions.update(ended, attempt)) {
      case Transition.Done(var settled) -> settled(settled, settlement);
      case Transition.Lost _ -> new Changed();
    };
  }

  private SettleResult settled(Attempt attempt, SettleResult settlement) {
    journal.record(OperatorSettled.of(attempt));
    return settlement;
  }
}
