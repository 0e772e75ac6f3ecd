package io.elementconnect.reconciler;

import io.elementconnect.Unavailable;
import io.elementconnect.adoption.Inventory;
import io.elementconnect.adoption.Inventory.Answer;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.InstanceTags;
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
import io.elementconnect.journal.AttemptEvent.OperatorNeeded;
import io.elementconnect.journal.Event;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.ReconcilerEvent.InstanceUnaccounted;
import io.elementconnect.journal.ReconcilerEvent.SweepCutShort;
import io.elementconnect.journal.ReconcilerEvent.SweepEnded;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Compares every instance that has the deployment's tag with the attempt that its tag names, so
 * that every instance is accounted for.
 */
final class SweepInstances {
  // The function's timeout is 15 minutes, Lambda's maximum; the rest is for reading the attempts.
  private static final Duration MAX_LISTING = Duration.ofMinutes(8);

  private final Inventory inventory;
  private final InstanceTags instanceTags;
  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final Journal journal;
  private final InstantSource clock;

  SweepInstances(
      Inventory inventory,
      InstanceTags instanceTags,
      Attempts attempts,
      AttemptTransitions transitions,
      Journal journal,
      InstantSource clock) {
    this.inventory = inventory;
    this.instanceTags = instanceTags;
    this.attempts = attempts;
    this.transitions = transitions;
    this.journal = journal;
    this.clock = clock;
  }

  /** Performs a sweep and reports how it ended. */
  Event sweep() {
    var ended =
        switch (inventory.tagged(instanceTags.ofAll(), clock.instant().plus(MAX_LISTING))) {
          case Answer.Known(var instances) -> compare(instances);
          case Answer.Inconclusive _ -> new SweepCutShort(0, 0, "not_known");
          case Answer.Closed(var why, _) -> new SweepCutShort(0, 0, why);
        };
    journal.record(ended);
    return ended;
  }

  private Event compare(List<RemoteInstance> instances) {
    var compared = 0;
    var unaccounted = 0;
    for (var instance : instances) {
      try {
        unaccounted += isAccountedFor(instance) ? 0 : 1;
      } catch (Unavailable e) {
        journal.record(DependencyUnavailable.of(e));
        return new SweepCutShort(compared, unaccounted, "unavailable");
      } catch (RuntimeException e) {
        // An instance that fails with an internal error must not keep the others from being
        // compared.
        journal.record(RequestFailed.of(e));
        unaccounted(instance, "fault");
        unaccounted++;
      }
      compared++;
    }
    var untold = instances.stream().anyMatch(instance -> instance.tags() == null);
    return new SweepEnded(compared, unaccounted, untold ? "tags_not_told" : "done");
  }

  private boolean isAccountedFor(RemoteInstance instance) {
    var tags = instance.tags();
    if (tags == null) {
      // Its attempt is unknown, perhaps that of every instance: the sweep reports this once, at its
      // end.
      return true;
    }
    return instanceTags
        .attempt(tags)
        .map(id ->
            attempts
                .find(id)
                .map(attempt -> isAccountedFor(instance.id(), attempt))
                .orElseGet(() -> unaccounted(instance, "no such attempt")))
        .orElseGet(() -> unaccounted(instance, "no attempt named"));
  }

  private boolean isAccountedFor(InstanceId id, Attempt attempt) {
    return switch (attempt.progress()) {
      case Connected(var connected) when connected.equals(id) -> true;
      // Being settled, or already waiting for an operator.
      case Exchanging _, Unknown _, NeedsOperator _ -> true;
      case Connected _ -> handOver(id, attempt, Failure.OTHER_INSTANCE);
      case Denied _, Failed _ -> handOver(id, attempt, Failure.LATE_INSTANCE);
      // Nothing was sent for the attempt, so the instance is not ours in spite of its tag.
      case Pending _ -> unaccounted(id, "attempt is pending");
    };
  }

  private boolean handOver(InstanceId id, Attempt attempt, Failure failure) {
    var handedOver = attempt.needingOperator(failure, new Hint(id, null), clock.instant());
    if (transitions.update(handedOver, attempt) instanceof Transition.Done) {
      journal.record(new OperatorNeeded(attempt.id(), failure.code(), List.of(id)));
    }
    return false;
  }

  private boolean unaccounted(RemoteInstance instance, String reason) {
    return unaccounted(instance.id(), reason);
  }

  private boolean unaccounted(InstanceId id, String reason) {
    journal.record(new InstanceUnaccounted(id, reason));
    return false;
  }
}
