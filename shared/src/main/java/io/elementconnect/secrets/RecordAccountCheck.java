package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.SecretUnusable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Records what a function that reads the account's secret has seen of it. A check that cannot be
 * stored is lost: the next one takes its place.
 */
public final class RecordAccountCheck {
  private final AccountChecks checks;
  private final Journal journal;
  private final InstantSource clock;

  public RecordAccountCheck(AccountChecks checks, Journal journal, InstantSource clock) {
    this.checks = checks;
    this.journal = journal;
    this.clock = clock;
  }

  public void usable() {
    store(new AccountCheck(null, now()));
  }

  public void unusable(SecretProblem problem) {
    journal.record(new SecretUnusable(problem.name(), problem.kind().code(), problem.reason()));
    store(new AccountCheck(problem.kind(), now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private void store(AccountCheck check) {
    try {
      checks.store(check);
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
    }
  }
}
