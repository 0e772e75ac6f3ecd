package io.elementconnect.journal;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.instances.InstanceId;

/** What the reconciler and the operator who invokes it do and find. */
public sealed interface ReconcilerEvent extends Event {
  /** An attempt has had no known end for more than an hour, and is looked for still. */
  record AttemptOverdue(AttemptId attemptId) implements ReconcilerEvent {
    public static final String NAME = "attempt_overdue";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value());
    }
  }

  /** An operator ended an attempt. */
  record OperatorSettled(AttemptId attemptId, String status) implements ReconcilerEvent {
    public static final String NAME = "operator_settled";

    /** How the attempt stands now. */
    public static OperatorSettled of(Attempt attempt) {
      return new OperatorSettled(attempt.id(), Entry.status(attempt));
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status);
    }
  }

  /** An instance has the deployment's tag, and no attempt accounts for it. */
  record InstanceUnaccounted(InstanceId instanceId, String reason) implements ReconcilerEvent {
    public static final String NAME = "instance_unaccounted";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "instanceId", instanceId.value(), "reason", reason);
    }
  }

  /**
   * A run of the reconciler is over.
   *
   * @param due how many attempts were due
   * @param looked how many of them were looked at
   * @param settled how many of these have an end now, or are in an operator's hands
   * @param reason why it ended, snake_case
   */
  record RepairEnded(int due, int looked, int settled, String reason) implements ReconcilerEvent {
    public static final String NAME = "repair_ended";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "due", due, "looked", looked, "settled", settled, "reason", reason);
    }
  }

  /** A sweep did not get to its end; an alarm counts those that did. The rest is as there. */
  record SweepCutShort(int instances, int unaccounted, String reason) implements ReconcilerEvent {
    public static final String NAME = "sweep_cut_short";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "instances", instances, "unaccounted", unaccounted, "reason", reason);
    }
  }

  /**
   * A sweep compared all that was listed.
   *
   * @param instances how many were compared
   * @param unaccounted how many of them no attempt accounts for
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
