package io.elementconnect.reconciler;

import java.time.Duration;

/** The result for one attempt in a run of the reconciler. */
sealed interface RepairResult {

  /** The attempt now has an outcome or waits for an operator. */
  record Settled() implements RepairResult {}

  /**
   * The attempt was not due, another request changed it first, or it has to be looked up again
   * later.
   */
  record Left() implements RepairResult {}

  /** A dependency, such as the store, did not respond. */
  record Unanswered() implements RepairResult {}

  /**
   * Cloud Elements cannot be queried now, for this attempt or any other.
   *
   * @param why the reason, snake_case
   * @param pause how long to send no queries
   */
  record Cannot(String why, Duration pause) implements RepairResult {}
}
