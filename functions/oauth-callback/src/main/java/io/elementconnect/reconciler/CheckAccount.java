package io.elementconnect.reconciler;

import io.elementconnect.Unavailable;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Readiness;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.secrets.RecordAccountCheck;

/**
 * Checks the account's secret unless it was last seen usable, so that starts go on within two
 * minutes after it was filled or corrected.
 */
final class CheckAccount {
  private final CloudElements cloudElements;
  private final AccountChecks checks;
  private final RecordAccountCheck recordAccountCheck;
  private final Journal journal;

  CheckAccount(
      CloudElements cloudElements,
      AccountChecks checks,
      RecordAccountCheck recordAccountCheck,
      Journal journal) {
    this.cloudElements = cloudElements;
    this.checks = checks;
    this.recordAccountCheck = recordAccountCheck;
    this.journal = journal;
  }

  /** Checks it. When a dependency is unavailable, nothing is known and nothing is recorded. */
  void check() {
    try {
      if (checks.last().filter(AccountCheck::isUsable).isEmpty()) {
        switch (cloudElements.prepareCreation()) {
          case Readiness.Prepared _ -> recordAccountCheck.usable();
          case Readiness.SecretUnusable(var problem) -> recordAccountCheck.unusable(problem);
        }
      }
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
    }
  }
}
