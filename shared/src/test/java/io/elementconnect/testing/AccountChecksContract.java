package io.elementconnect.testing;

import static io.elementconnect.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.secrets.SecretProblem.Kind;
import org.junit.jupiter.api.Test;

/** What every store of the last check of the account's secret keeps to. */
public abstract class AccountChecksContract {

  /** A store without a check. */
  protected abstract AccountChecks empty();

  @Test
  void before_the_first_check_there_is_none() {
    assertThat(empty().last()).isEmpty();
  }

  @Test
  void the_last_check_counts() {
    var checks = empty();
    for (var kind : Kind.values()) {
      checks.store(new AccountCheck(kind, NOON));
      assertThat(checks.last()).contains(new AccountCheck(kind, NOON));
    }
    checks.store(new AccountCheck(null, NOON.plusSeconds(60)));

    assertThat(checks.last()).contains(new AccountCheck(null, NOON.plusSeconds(60)));
    assertThat(checks.last()).map(AccountCheck::isUsable).contains(true);
  }
}
