package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Operation.READ;
import static io.elementconnect.local.journeys.Operation.WRITE;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault matrix, the error branch: a denial counts once, and nobody else can deny. */
class DenialFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String denial = attempt.denied();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<Arguments> failures() {
    return Stream.concat(
        Operation.BREAKS.stream()
            .flatMap(kind -> Stream.of(Effect.values()).map(effect -> Arguments.of(kind, effect))),
        Operation.THROTTLES.stream().map(kind -> Arguments.of(kind, BEFORE)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void error_failed_once_before_or_after_is_denied(AwsFault.Kind kind, Effect effect) {
    scenario.fails(WRITE, kind, effect);

    assertThat(gist(attempt.back(denial))).isEqualTo("303 denied");

    assertThat(attempt.problem()).isEqualTo("access_denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, WRITE})
  @Tag("long")
  void error_failing_before_changes_nothing(String operation) {
    scenario.fails(operation, new AwsFault.ServerError(), BEFORE, ALWAYS);

    assertThat(gist(attempt.back(denial))).isEqualTo("503 page");

    scenario.heal();
    assertThat(attempt.status()).isEqualTo("pending");
    assertThat(gist(attempt.back(denial))).isEqualTo("303 denied");
  }

  @Test
  @Tag("long")
  void error_lost_after_for_good_is_told_at_the_next_try() {
    scenario.fails(WRITE, new AwsFault.Close(), AFTER, ALWAYS);

    assertThat(gist(attempt.back(denial))).isEqualTo("503 page");

    scenario.heal();
    assertThat(gist(attempt.back(denial))).isEqualTo("303 denied");
  }

  @Test
  void error_then_a_code_stays_denied() {
    var callback = attempt.allowed();
    attempt.back(denial);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 denied");

    assertThat(attempt.posts()).isZero();
  }

  @Test
  void a_code_then_error_stays_connected() {
    attempt.back(attempt.allowed());

    assertThat(gist(attempt.back(denial))).isEqualTo("303 connected");
  }

  @Test
  void error_after_the_expiry_is_expired() {
    Store.expire(scenario.stack(), attempt.id());
    var before = Store.attempt(scenario.stack(), attempt.id());

    assertThat(gist(attempt.back(denial))).isEqualTo("303 expired");

    assertThat(Store.attempt(scenario.stack(), attempt.id())).isEqualTo(before);
  }

  @Test
  void error_from_another_browser_changes_nothing() {
    var before = Store.attempt(scenario.stack(), attempt.id());

    attempt.completion(denial);

    assertThat(Store.attempt(scenario.stack(), attempt.id())).isEqualTo(before);
    assertThat(gist(attempt.back(attempt.allowed()))).isEqualTo("303 connected");
  }
}
