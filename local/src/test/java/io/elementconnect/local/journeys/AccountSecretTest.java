package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The account's secret without a usable value: nobody is sent to the provider in vain. */
class AccountSecretTest {
  private final Scenario scenario = new Scenario();

  @AfterEach
  void fillTheSecretAndEnd() {
    scenario.rotateSecrets();
    scenario.end();
  }

  @Test
  void starts_are_refused_until_the_reconciler_has_seen_the_secret_usable() {
    var attempt = scenario.begin();
    var callback = attempt.allowed();
    var secrets = scenario.stack().aws().secrets();
    scenario.stack().template().secrets().stream()
        .filter(secret -> secret.name().endsWith("/cloud-elements"))
        .forEach(secret -> secrets.putSecretValue(secret.name(), "{}"));
    scenario.restartFunctions();

    assertThat(gist(attempt.back(callback))).isEqualTo("503 page");
    assertThat(gist(scenario.start())).isEqualTo("503 secret_not_set");

    scenario.rotateSecrets();
    scenario.restartFunctions();
    scenario.repair();
    scenario.restartFunctions();
    assertThat(scenario.start().statusCode()).isEqualTo(201);
    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
  }
}
