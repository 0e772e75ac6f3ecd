package io.elementconnect.journal;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.instances.InstanceId;

/** Events of the reconciler and of the operator who invokes it. */
public sealed interface ReconcilerEvent extends Event {
  /**
   * An attempt has had no known outcome for more than an hour; its instance is still being looked
   * up.
   */
  record AttemptOverdue(AttemptId attemptId) implements ReconcilerEvent {
    public static final String NAME = "attempt_overdue";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value());
    }
  }

  /** An operator settled an attempt. */
  record OperatorSettled(AttemptId attemptId, String status) implements ReconcilerEvent {
    public static final String NAME = "operator_settled";

    /** The status of the attempt now. */
    public static OperatorSettled of(Attempt attempt) {
      return new OperatorSettled(attempt.id(), Entry.status(attempt));
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status);
    }
  }

  /** An instance has the deployment's tag, but no attempt accounts for it. */
  record InstanceUnaccounted(InstanceId instanceId, String reason) implements ReconcilerEvent {
    public static final String NAME = "instance_unaccounted";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "instanceId", instanceId.value(), "reason", reason);
    }
  }

  /**
   * A run of the reconciler ended.
   *
   * @param due the number of attempts that were due
   * @param examined the number of these that were examined
   * @param settled the number of these that now have an outcome or wait for an operator
   * @param reason why it ended, snake_case
   */
  record RepairEnded(int due, int examined, int settled, String reason) implements ReconcilerEvent {
    public static final String NAME = "repair_ended";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "due", due, "looked", examined, "settled", settled, "reason", reason);
    }
  }

  /**
   * A sweep did not complete. An alarm counts completed sweeps. The fields are those of a completed
   * sweep.
   */
  record SweepCutShort(int instances, int unaccounted, String reason) implements ReconcilerEvent {
    public static final String NAME = "sweep_cut_short";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "instances", instances, "unaccounted", unaccounted, "reason", reason);
    }
  }

  /**
   * A sweep completed: it compared every listed instance.
   *
   * @param instances the number of instances that were compared
   * @param unaccounted the number of these that no attempt accounts for
   * @param reason why it ended, snake_case
   */
  record SweepEnded(int instances, int unaccounted, String reason) implements ReconcilerEvent {
    public static final String NAME = "sweep_ended";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "instances", instances, "unaccounted", unaccounted, "reason", reason);
    }
  }
}
