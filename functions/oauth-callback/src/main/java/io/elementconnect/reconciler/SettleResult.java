package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import java.util.List;

/** What became of an operator's word. All but the first two changed nothing. */
sealed interface SettleResult {

  /** It is connected with this instance. */
  record Adopted(AttemptId attempt, InstanceId instance) implements SettleResult {}

  /** It has failed. */
  record GivenUp(AttemptId attempt) implements SettleResult {}

  record UnknownAttempt() implements SettleResult {}

  /** The attempt does not wait for an operator. */
  record NotWaiting() implements SettleResult {}

  /** Cloud Elements has no such instance of this attempt. */
  record UnknownInstance() implements SettleResult {}

  /** These are the attempt's too. */
  record OthersExist(List<InstanceId> instances) implements SettleResult {}

  /** The instance cannot be the attempt's connection. */
  record Unsuitable(Failure problem) implements SettleResult {}

  /** What exists at Cloud Elements could not be told now. */
  record Inconclusive() implements SettleResult {}

  /** Somebody else changed the attempt meanwhile. */
  record Changed() implements SettleResult {}
}
