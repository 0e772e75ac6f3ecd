package io.elementconnect.attempts;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
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
   * @param emptyLookups how often it was looked for in all that exists, and was not there
   * @param hint what is known of the instance, if anything is
   */
  record Unknown(Instant repairAt, int emptyLookups, @Nullable Hint hint) implements Progress {
    // The slowest exchange seen took 26 s: an earlier lookup would find nothing and prove nothing.
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

    /** Due when it was; what was not found before the hint proves nothing any more. */
    Unknown withHint(Hint known) {
      return new Unknown(repairAt, 0, known);
    }

    /** Due again, because the lookup gave no answer. */
    Unknown postponed(Instant now) {
      return new Unknown(now.plus(NEXT_RUN), emptyLookups, hint);
    }

    /** Due again after one more empty lookup, or failed after enough of them. */
    Progress notFound(Instant now) {
      var lookups = emptyLookups + 1;
      return lookups == ENOUGH_EMPTY_LOOKUPS
          ? new Failed(now, Failure.NOT_CREATED)
          : new Unknown(now.plus(BETWEEN_EMPTY_LOOKUPS), lookups, hint);
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
      Instant since, Failure problem, @Nullable InstanceId connected, @Nullable Hint hint)
      implements Progress {
    public NeedsOperator {
      since = wholeSeconds(since);
    }
  }

  /** The instance exists and is stored. */
  record Connected(InstanceId instanceId) implements Progress {}

  /** The person, or the provider, said no. */
  record Denied(Instant at, Failure problem) implements Progress {
    public Denied {
      at = wholeSeconds(at);
    }
  }

  /** Nothing was created, and nothing will be. */
  record Failed(Instant at, Failure problem) implements Progress {
    public Failed {
      at = wholeSeconds(at);
    }
  }

  /** The name of the state, as it is stored: never derived from the name of a class. */
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
