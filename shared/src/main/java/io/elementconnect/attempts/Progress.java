package io.elementconnect.attempts;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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
   * @param since when the exchange ended without a known outcome
   * @param lookups when lookups are due and what enough empty ones mean
   * @param repairAt when to look the instance up next
   * @param emptyLookups the number of complete lookups that did not find the instance
   * @param hint what is known about the instance; null when nothing is
   */
  record Unknown(
      Instant since, Lookups lookups, Instant repairAt, int emptyLookups, @Nullable Hint hint)
      implements Progress {
    // Readable answers are due within minutes; one unreadable for an hour will stay so.
    private static final Duration UNREADABLE_FOR_GOOD = Duration.ofHours(1);

    // The reconciler runs every minute.
    private static final Duration NEXT_RUN = Duration.ofMinutes(1);

    public Unknown {
      since = wholeSeconds(since);
      repairAt = wholeSeconds(repairAt);
    }

    static Unknown since(Instant now, Lookups lookups, @Nullable Hint hint) {
      return new Unknown(now, lookups, lookups.next(now, now, 0), 0, hint);
    }

    /**
     * Due at the same time as before. The instance exists, so earlier empty lookups no longer
     * count.
     */
    Unknown withHint(Hint known) {
      return new Unknown(since, Lookups.STANDARD, repairAt, 0, known);
    }

    /** The hint names an instance that does not exist. */
    public Unknown withoutHint() {
      return new Unknown(since, lookups, repairAt, emptyLookups, null);
    }

    /** Due again in the next run, because the lookup was inconclusive. */
    Unknown postponed(Instant now) {
      return new Unknown(since, lookups, now.plus(NEXT_RUN), emptyLookups, hint);
    }

    /** Due again after an empty lookup, or failed after enough of them. */
    Progress notFound(Instant now) {
      var empty = emptyLookups + 1;
      return empty == Lookups.ENOUGH_EMPTY
          ? new Failed(now, lookups.failure())
          : new Unknown(since, lookups, lookups.next(since, now, empty), empty, hint);
    }

    /** Whether an inconclusive lookup can no longer be expected to become conclusive by itself. */
    public boolean isUnreadableForGoodAt(Instant now) {
      return !now.isBefore(since.plus(UNREADABLE_FOR_GOOD));
    }

    /** The latest time by which it is settled, unless Cloud Elements cannot be queried. */
    private Instant latest() {
      var missing = Lookups.ENOUGH_EMPTY - emptyLookups;
      var last = repairAt;
      for (var empty = emptyLookups + 1; empty < Lookups.ENOUGH_EMPTY; empty++) {
        last = lookups.next(since, last, empty);
      }
      // Each lookup is made by the next run after it is due.
      return last.plus(NEXT_RUN.multipliedBy(missing));
    }
  }

  /** The schedule of the lookups of an unknown outcome. */
  enum Lookups {
    /** Nothing is known: three empty lookups over more than a quarter of an hour. */
    STANDARD {
      @Override
      Failure failure() {
        return Failure.NOT_CREATED;
      }

      @Override
      Instant next(Instant since, Instant now, int empty) {
        // An exchange can take up to 26 s: an earlier empty lookup would prove nothing.
        return empty == 0 ? since.plusSeconds(30) : now.plus(Duration.ofMinutes(8));
      }
    },

    /** Cloud Elements was too busy, so very likely nothing was created: three within minutes. */
    BUSY {
      private static final List<Duration> DUE =
          List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(90));

      @Override
      Failure failure() {
        return Failure.BUSY;
      }

      @Override
      Instant next(Instant since, Instant now, int empty) {
        // Times are stored in whole seconds: one more, so that none is early.
        return since.plus(DUE.get(empty)).plusSeconds(1);
      }
    };

    static final int ENOUGH_EMPTY = 3;

    /** When the next lookup is due, after so many empty ones. */
    abstract Instant next(Instant since, Instant now, int empty);

    /** What enough empty lookups mean. */
    abstract Failure failure();
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

  /**
   * An estimate of when an unsettled attempt is settled at the latest, if Cloud Elements answers;
   * empty when it is settled, or not to be settled without a person.
   */
  default Optional<Instant> settlesBy() {
    return switch (this) {
      // If the claimant is gone, the attempt becomes unknown in the next run.
      case Exchanging(var leaseUntil) ->
          Optional.of(
              Unknown.since(leaseUntil.plus(Unknown.NEXT_RUN), Lookups.STANDARD, null).latest());
      case Unknown unknown -> Optional.of(unknown.latest());
      case Pending _, NeedsOperator _, Connected _, Denied _, Failed _ -> Optional.empty();
    };
  }

  private static Instant wholeSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
