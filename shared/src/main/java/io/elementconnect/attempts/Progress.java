package io.elementconnect.attempts;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The state of an attempt. Times are in whole seconds, as they are stored, so an attempt equals
 * what is read back.
 */
public sealed interface Progress {

  /** Waits for the person to return. */
  record Pending() implements Progress {}

  /**
   * Claimed: {@code POST /instances} may or may not have been sent. After the lease the claimant is
   * presumed dead.
   */
  record Exchanging(Instant leaseUntil) implements Progress {
    public Exchanging {
      leaseUntil = wholeSeconds(leaseUntil);
    }
  }

  /**
   * The instance may or may not exist; the code must not be sent again.
   *
   * @param repairAt when to look the instance up next
   * @param emptyLookups the number of complete lookups that did not find the instance
   * @param hint what is known about the instance; null when nothing is
   */
  record Unknown(Instant repairAt, int emptyLookups, @Nullable Hint hint) implements Progress {
    // An exchange can take up to 26 s: an earlier empty lookup would prove nothing.
    private static final Duration FIRST_LOOKUP = Duration.ofSeconds(30);

    // Three empty lookups over more than a quarter of an hour prove that nothing was created.
    private static final int ENOUGH_EMPTY_LOOKUPS = 3;
    private static final Duration BETWEEN_EMPTY_LOOKUPS = Duration.ofMinutes(8);

    // The reconciler runs every minute.
    private static final Duration NEXT_RUN = Duration.ofMinutes(1);

    public Unknown {
      repairAt = wholeSeconds(repairAt);
    }

    static Unknown since(Instant now, @Nullable Hint hint) {
      return new Unknown(now.plus(FIRST_LOOKUP), 0, hint);
    }

    /** Due at the same time as before; empty lookups from before the hint no longer count. */
    Unknown withHint(Hint known) {
      return new Unknown(repairAt, 0, known);
    }

    /** Due again in the next run, because the lookup was inconclusive. */
    Unknown postponed(Instant now) {
      return new Unknown(now.plus(NEXT_RUN), emptyLookups, hint);
    }

    /** Due again after an empty lookup, or failed after enough of them. */
    Progress notFound(Instant now) {
      var lookups = emptyLookups + 1;
      return lookups == ENOUGH_EMPTY_LOOKUPS
          ? new Failed(now, Failure.NOT_CREATED)
          : new Unknown(now.plus(BETWEEN_EMPTY_LOOKUPS), lookups, hint);
    }
  }

  /**
   * What is known about an instance that is not stored.
   *
   * @param token sealed for this instance and ready to store; null when no response contained it
   */
  record Hint(InstanceId instanceId, @Nullable Sealed token) {}

  /**
   * A contradiction that only an operator can settle.
   *
   * @param connected the instance that the attempt was connected with before and that is still
   *     stored; null when there is none
   * @param hint what is known about an instance that is not stored; null when nothing is
   */
  record NeedsOperator(
      Instant since, Failure failure, @Nullable InstanceId connected, @Nullable Hint hint)
      implements Progress {
    public NeedsOperator {
      since = wholeSeconds(since);
    }
  }

  /** The instance exists and is stored. */
  record Connected(InstanceId instanceId) implements Progress {}

  /** The person denied access, or the provider did. */
  record Denied(Instant at, Failure failure) implements Progress {
    public Denied {
      at = wholeSeconds(at);
    }
  }

  /** Nothing was created, and nothing will be. */
  record Failed(Instant at, Failure failure) implements Progress {
    public Failed {
      at = wholeSeconds(at);
    }
  }

  /**
   * The stored name of the state. It is never derived from a class name, so that classes can be
   * renamed.
   */
  default String status() {
    return switch (this) {
      case Pending _ -> "PENDING";
      case Exchanging _ -> "EXCHANGING";
      case Unknown _ -> "UNKNOWN";
      case NeedsOperator _ -> "NEEDS_OPERATOR";
      case Connected _ -> "CONNECTED";
      case Denied _ -> "DENIED";
      case Failed _ -> "FAILED";
    };
  }

  private static Instant wholeSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
