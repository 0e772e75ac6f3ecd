package io.elementconnect.journal;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import java.util.List;

/** What happens to an attempt on its way from the start request to its outcome. */
public sealed interface AttemptEvent extends Event {
  /** An attempt was begun. */
  record AttemptStarted(AttemptId attemptId, String tenant, String element)
      implements AttemptEvent {
    public static final String NAME = "attempt_started";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "tenant", tenant, "element", element);
    }
  }

  /** A callback came without the browser key of its attempt; nothing was changed. */
  record ProofMissing(AttemptId attemptId) implements AttemptEvent {
    public static final String NAME = "proof_missing";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value());
    }
  }

  /** A proven callback was told to come again before anything was claimed. */
  record ExchangePostponed(AttemptId attemptId, String reason) implements AttemptEvent {
    public static final String NAME = "exchange_postponed";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "reason", reason);
    }
  }

  /** A claimed code is about to be sent. */
  record ExchangeBegun(AttemptId attemptId) implements AttemptEvent {
    public static final String NAME = "exchange_begun";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value());
    }
  }

  /** The instance exists and is stored. */
  record AttemptConnected(AttemptId attemptId, String tenant, InstanceId instanceId)
      implements AttemptEvent {
    public static final String NAME = "attempt_connected";

    @Override
    public Entry entry() {
      return Entry.of(
          NAME, "attemptId", attemptId.value(), "tenant", tenant, "instanceId", instanceId.value());
    }
  }

  /** An attempt ended without an instance: denied, or failed. */
  record AttemptEnded(AttemptId attemptId, String status, String reason) implements AttemptEvent {
    public static final String NAME = "attempt_ended";

    /** What became of the attempt, and the code of its problem. */
    public static AttemptEnded of(Attempt attempt, Failure problem) {
      return new AttemptEnded(attempt.id(), Entry.status(attempt), problem.code());
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /**
   * An exchange left its attempt without an end: released, of unknown effect, or a contradiction.
   */
  record ExchangeUnsettled(AttemptId attemptId, String status, String reason)
      implements AttemptEvent {
    public static final String NAME = "exchange_unsettled";

    /** How the attempt was left, and why in a word or two. */
    public static ExchangeUnsettled of(Attempt attempt, String reason) {
      return new ExchangeUnsettled(attempt.id(), Entry.status(attempt), reason);
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /** The instance exists, yet could not be stored: it is to be found again by its tag. */
  record InstanceNotStored(AttemptId attemptId, InstanceId instanceId) implements AttemptEvent {
    public static final String NAME = "instance_not_stored";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "instanceId", instanceId.value());
    }
  }

  /** An attempt was left to an operator, with the instances that are the reason. */
  record OperatorNeeded(AttemptId attemptId, String reason, List<InstanceId> instances)
      implements AttemptEvent {
    public static final String NAME = "operator_needed";

    @Override
    public Entry entry() {
      return Entry.of(
          NAME,
          "attemptId",
          attemptId.value(),
          "reason",
          reason,
          "instances",
          instances.stream().map(InstanceId::value).toList());
    }
  }
}
