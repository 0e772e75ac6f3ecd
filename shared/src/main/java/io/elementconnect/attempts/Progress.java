package io.elementconnect.attempts;

import io.elementconnect.instances.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far an attempt has come. */
public sealed interface Progress {

  /** Waits for the person to come back. */
  record Pending() implements Progress {}

  /**
   * Claimed: {@code POST /instances} may or may not have left. After the lease the claimant is
   * taken for dead.
   */
  record Exchanging(Instant leaseUntil) implements Progress {}

  /**
   * The instance may exist or not; nobody may send the code again.
   *
   * @param repairAt when to look for it next
   * @param hint the id of the instance, if an answer told it before it broke off
   */
  record Unknown(Instant repairAt, @Nullable InstanceId hint) implements Progress {}

  /** A contradiction that only a person can settle. */
  record NeedsOperator(Instant since, Problem problem) implements Progress {}

  /** The instance exists and is stored. */
  record Connected(InstanceId instanceId) implements Progress {}

  /** The person, or the provider, said no. */
  record Denied(Instant at, Problem problem) implements Progress {}

  /** Nothing was created, and nothing will be. */
  record Failed(Instant at, Problem problem) implements Progress {}
}
