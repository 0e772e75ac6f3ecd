package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import java.util.List;

/** The result of an operator's settle. All but the first two left the attempt unchanged. */
sealed interface SettleResult {

  /** The attempt is connected with this instance. */
  record Adopted(AttemptId attempt, InstanceId instance) implements SettleResult {}

  /** The attempt has failed. */
  record GivenUp(AttemptId attempt) implements SettleResult {}

  record UnknownAttempt() implements SettleResult {}

  /** The attempt does not wait for an operator. */
  record NotWaiting() implements SettleResult {}

  /** Cloud Elements has no such instance of this attempt. */
  record UnknownInstance() implements SettleResult {}

  /** These instances also belong to the attempt. */
  record OthersExist(List<InstanceId> instances) implements SettleResult {}

  /** The attempt cannot be connected with the instance. */
  record Unsuitable(Failure failure) implements SettleResult {}

  /** The instances at Cloud Elements could not be listed. */
  record Inconclusive() implements SettleResult {}

  /** Another request changed the attempt in the meantime. */
  record Changed() implements SettleResult {}
}
