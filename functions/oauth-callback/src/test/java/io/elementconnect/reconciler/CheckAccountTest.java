package io.elementconnect.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore.Stored;
import io.elementconnect.testing.FakeContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckAccountTest {
  private final Deployment deployment = new Deployment();

  @Test
  void the_first_run_checks_the_secret() {
    repair();

    assertThat(deployment.accountChecks.last()).contains(new AccountCheck(null, deployment.now));
  }

  @Test
  void each_run_checks_a_secret_that_was_last_seen_unusable() {
    deployment.secrets.set(Deployment.ACCOUNT, new Stored.Binary());
    repair();
    assertThat(deployment.accountChecks.last())
        .contains(new AccountCheck(Kind.UNREADABLE, deployment.now));

    deployment.secrets.unset(Deployment.ACCOUNT);
    deployment.now = deployment.now.plusSeconds(60);
    repair();
    assertThat(deployment.accountChecks.last())
        .contains(new AccountCheck(Kind.NOT_SET, deployment.now));

    deployment.secrets.set(
        Deployment.ACCOUNT, Map.of("organizationSecret", "org", "userSecret", "user"));
    deployment.now = deployment.now.plusSeconds(60);
    repair();
    assertThat(deployment.accountChecks.last()).contains(new AccountCheck(null, deployment.now));
  }

  @Test
  void a_secret_that_was_last_seen_usable_is_not_checked() {
    var seen = new AccountCheck(null, deployment.now.minusSeconds(86_400));
    deployment.accountChecks.store(seen);
    deployment.secrets.unset(Deployment.ACCOUNT);

    repair();

    assertThat(deployment.accountChecks.last()).contains(seen);
  }

  @Test
  void what_cannot_be_read_is_not_recorded_and_hinders_no_run() {
    deployment.secrets.breakDown();

    assertThat(repair()).containsEntry("reason", "done");

    assertThat(deployment.accountChecks.last()).isEmpty();
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", "secrets");
  }

  @Test
  void a_store_that_is_down_hinders_no_run() {
    deployment.accountChecks.breakDown();

    assertThat(repair()).containsEntry("reason", "done");
  }

  @Test
  void a_sweep_checks_nothing() {
    deployment.reconciler.handleRequest(Map.of("sweep", true), new FakeContext());

    assertThat(deployment.accountChecks.last()).isEmpty();
  }

  private Map<String, Object> repair() {
    return deployment.reconciler.handleRequest(Map.of("repair", true), new FakeContext());
  }
}
