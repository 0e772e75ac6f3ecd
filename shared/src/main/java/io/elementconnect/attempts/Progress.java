package io.elementconnect.attempts;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt has come. Its times are whole seconds, as they are stored: an attempt is equal
 * to what is read back.
 */
public sealed interface Progress {

  /** Waits for the person to come back. */
  record Pending() implements Progress {}

  /**
   * Claimed: {@code POST /instances} may or may not have left. After the lease the claimant is
   * taken for dead.
   */
  record Exchanging(Instant leaseUntil) implements Progress {
    public Exchanging {
      leaseUntil = wholeSeconds(leaseUntil);
    }
  }

  /**
   * The instance may exist or not; nobody may send the code again.
   *
   * @param repairAt when to look for it next
   * @param emptyLooks how often it was looked for in all that exists, and was not there
   * @param hint what is known of the instance, if anything is
   */
  record Unknown(Instant repairAt, int emptyLooks, @Nullable Hint hint) implements Progress {
    public Unknown {
      repairAt = wholeSeconds(repairAt);
    }
  }

  /**
   * What is known of an instance that is not stored.
   *
   * @param token sealed for this instance, to be stored as it is; null when no answer told it
   */
  record Hint(InstanceId instanceId, @Nullable Sealed token) {}

  /**
   * A contradiction that only a person can settle.
   *
   * @param connected the instance that the attempt was connected with before, and that is stored
   *     still; null when there is none
   * @param hint what is known of an instance that is not stored, if anything is
   */
  record NeedsOperator(
      Instant since, Problem problem, @Nullable InstanceId connected, @Nullable Hint hint)
      implements Progress {
    public NeedsOperator {
      since = wholeSeconds(since);
    }
  }

  /** The instance exists and is stored. */
  record Connected(InstanceId instanceId) implements Progress {}

  /** The person, or the provider, said no. */
  record Denied(Instant at, Problem problem) implements Progress {
    public Denied {
      at = wholeSeconds(at);
    }
  }

  /** Nothing was created, and nothing will be. */
  record Failed(Instant at, Problem problem) implements Progress {
    public Failed {
      at = wholeSeconds(at);
    }
  }

  private static Instant wholeSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
