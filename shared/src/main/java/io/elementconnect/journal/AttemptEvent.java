package io.elementconnect.journal;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import java.util.List;

/** Events of an attempt, from the start request to its outcome. */
public sealed interface AttemptEvent extends Event {
  /** An attempt was started. */
  record AttemptStarted(AttemptId attemptId, String tenant, String element)
      implements AttemptEvent {
    public static final String NAME = "attempt_started";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "tenant", tenant, "element", element);
    }
  }

  /** A callback arrived without the browser key of its attempt; nothing was written. */
  record ProofMissing(AttemptId attemptId) implements AttemptEvent {
    public static final String NAME = "proof_missing";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value());
    }
  }

  /** A proven callback was answered with a retry page before anything was claimed. */
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

    /** The status of the attempt, and the code of its failure. */
    public static AttemptEnded of(Attempt attempt, Failure failure) {
      return new AttemptEnded(attempt.id(), Entry.status(attempt), failure.code());
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /**
   * The provider returned an error other than a denial: many of these mean that the app is not
   * registered there as the requests say.
   *
   * @param error a registered error code, or {@code other}
   */
  record ProviderFailed(AttemptId attemptId, String element, String error) implements AttemptEvent {
    public static final String NAME = "provider_error";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "element", element, "error", error);
    }
  }

  /** An exchange left its attempt without an outcome: released, unknown, or contradictory. */
  record ExchangeUnsettled(AttemptId attemptId, String status, String reason)
      implements AttemptEvent {
    public static final String NAME = "exchange_unsettled";

    /** The status of the attempt, and the reason in one or two words. */
    public static ExchangeUnsettled of(Attempt attempt, String reason) {
      return new ExchangeUnsettled(attempt.id(), Entry.status(attempt), reason);
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /** The instance exists but could not be stored: the reconciler will find it by its tag. */
  record InstanceNotStored(AttemptId attemptId, InstanceId instanceId) implements AttemptEvent {
    public static final String NAME = "instance_not_stored";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "attemptId", attemptId.value(), "instanceId", instanceId.value());
    }
  }

  /**
   * The instance that was found differs from the start request.
   *
   * @param field {@code name} or {@code site}
   * @param requested the value in the start request
   * @param reported the value at Cloud Elements
   */
  record InstanceDiffers(
      AttemptId attemptId, InstanceId instanceId, String field, String requested, String reported)
      implements AttemptEvent {
    public static final String NAME = "instance_differs";

    @Override
    public Entry entry() {
      return Entry.of(
          NAME,
          "attemptId",
          attemptId.value(),
          "instanceId",
          instanceId.value(),
          "field",
          field,
          "requested",
          requested,
          "reported",
          reported);
    }
  }

  /** An attempt was handed to an operator, with the instances that are the reason. */
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
