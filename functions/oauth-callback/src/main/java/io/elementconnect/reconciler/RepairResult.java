package io.elementconnect.reconciler;

import java.time.Duration;

/** What became of one attempt in a run of the reconciler. */
sealed interface RepairResult {

  /** It has an end now, or is in an operator's hands. */
  record Settled() implements RepairResult {}

  /** It was not due, somebody else was first, or it has to be looked at again later. */
  record Left() implements RepairResult {}

  /** Something that is needed, such as the store, did not answer. */
  record Unanswered() implements RepairResult {}

  /**
   * Cloud Elements cannot be asked now, about this one or any other.
   *
   * @param why snake_case
   * @param pause how long not to ask
   */
  record Cannot(String why, Duration pause) implements RepairResult {}
}
