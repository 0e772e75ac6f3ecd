package io.elementconnect.redirecturl;

import io.elementconnect.Unavailable;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.secrets.SecretProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether the account's secret, which this function may not read, was usable when it was last
 * checked. Nobody is sent to the provider while the exchange cannot succeed. What is not known, or
 * was seen more than two minutes ago, is no reason to refuse a start.
 */
final class AccountReadiness {
  // The reconciler checks an unusable secret each minute.
  private static final Duration MAX_AGE = Duration.ofMinutes(2);
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final Duration KEPT_UNUSABLE = Duration.ofSeconds(5);

  private final AccountChecks checks;
  private final Journal journal;
  private final InstantSource clock;
  // Held while reading, so that concurrent requests share one read.
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Known known = new Known(Optional.empty(), Instant.MIN);

  private record Known(Optional<AccountCheck> check, Instant readAt) {
    Instant until() {
      return readAt.plus(check.filter(last -> !last.isUsable()).isEmpty() ? KEPT : KEPT_UNUSABLE);
    }
  }

  AccountReadiness(AccountChecks checks, Journal journal, InstantSource clock) {
    this.checks = checks;
    this.journal = journal;
    this.clock = clock;
  }

  /** Returns why no exchange can succeed now; empty when one can, or may. */
  Optional<SecretProblem> problem() {
    var now = clock.instant();
    return current(now)
        .filter(check -> !check.at().plus(MAX_AGE).isBefore(now))
        .flatMap(check -> Optional.ofNullable(check.problem()))
        .map(AccountReadiness::problem);
  }

  private Optional<AccountCheck> current(Instant now) {
    if (isKept(now)) {
      return known.check();
    }
    lock.lock();
    try {
      if (!isKept(now)) {
        known = new Known(read(), now);
      }
      return known.check();
    } finally {
      lock.unlock();
    }
  }

  private boolean isKept(Instant now) {
    return now.isBefore(known.until());
  }

  private Optional<AccountCheck> read() {
    try {
      return checks.last();
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return Optional.empty();
    }
  }

  private static SecretProblem problem(SecretProblem.Kind kind) {
    var reason =
        switch (kind) {
          case NOT_SET -> "has no value yet";
          case UNREADABLE -> "cannot be used";
        };
    return new SecretProblem("of the account at Cloud Elements", kind, reason);
  }
}
