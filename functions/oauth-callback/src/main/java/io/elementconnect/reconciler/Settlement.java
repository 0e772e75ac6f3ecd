package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import java.util.List;

/** What became of an operator's word. All but the first two changed nothing. */
sealed interface Settlement {

  /** It is connected with this instance. */
  record Adopted(AttemptId attempt, InstanceId instance) implements Settlement {}

  /** It has failed. */
  record GivenUp(AttemptId attempt) implements Settlement {}

  record UnknownAttempt() implements Settlement {}

  /** The attempt does not wait for an operator. */
  record NotWaiting() implements Settlement {}

  /** Cloud Elements has no such instance of this attempt. */
  record UnknownInstance() implements Settlement {}

  /** These are the attempt's too. */
  record OthersExist(List<InstanceId> instances) implements Settlement {}

  /** The instance cannot be the attempt's connection. */
  record Unsuitable(Failure problem) implements Settlement {}

  /** What exists at Cloud Elements could not be told now. */
  record NotKnown() implements Settlement {}

  /** Somebody else changed the attempt meanwhile. */
  record Changed() implements Settlement {}
}
