package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Operation.DATA_KEY;
import static io.elementconnect.local.journeys.Operation.DECRYPT;
import static io.elementconnect.local.journeys.Operation.READ;
import static io.elementconnect.local.journeys.Operation.SECRET;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fault matrix, rows S2, S3 and F2b up to the claim: what fails there spends nothing, and the
 * same link or completion works again.
 */
class PreparationFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt byCallback = scenario.begin();
  private final Scenario.Attempt byCompletion = scenario.begin();
  private final String callback = byCallback.allowed();
  private final String completion = byCompletion.completion(byCompletion.allowed());

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  /** Before or after its effect makes no difference to what has none. */
  static Stream<Arguments> failures() {
    return Stream.of(READ, DECRYPT, DATA_KEY)
        .flatMap(operation ->
            Stream.of(
                Arguments.of(operation, new AwsFault.Close(), Effect.BEFORE),
                Arguments.of(operation, new AwsFault.Close(), Effect.AFTER),
                Arguments.of(operation, new AwsFault.Reset(), Effect.BEFORE),
                Arguments.of(operation, new AwsFault.ServerError(), Effect.BEFORE),
                Arguments.of(operation, new AwsFault.Throttled(), Effect.BEFORE)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void s2_s3_f2b_failed_once_connects(String operation, AwsFault.Kind kind, Effect effect) {
    scenario.fails(operation, kind, effect);
    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");

    scenario.fails(operation, kind, effect);
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");
  }

  static Stream<Arguments> lasting_failures() {
    return Stream.of(READ, DECRYPT, DATA_KEY)
        .flatMap(operation -> Operation.BREAKS.stream().map(kind -> Arguments.of(operation, kind)));
  }

  @ParameterizedTest
  @MethodSource("lasting_failures")
  @Tag("long")
  void s2_s3_f2b_failing_spends_nothing(String operation, AwsFault.Kind kind) {
    assertNothingIsSpent(operation, kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, DECRYPT, DATA_KEY})
  @Tag("long")
  @Tag("R56")
  void s2_s3_f2b_throttling_spends_nothing(String operation) {
    assertNothingIsSpent(operation, new AwsFault.Throttled());
  }

  private void assertNothingIsSpent(String operation, AwsFault.Kind kind) {
    scenario.fails(operation, kind, Effect.BEFORE, ALWAYS);

    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> gist(byCompletion.complete(completion)))))
        .containsExactly("503 page", "503 try_again");

    scenario.heal();
    assertThat(byCallback.status()).isEqualTo("pending");
    assertThat(byCompletion.status()).isEqualTo("pending");
    assertThat(byCallback.posts() + byCompletion.posts()).isZero();
    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");
  }

  @Test
  void s2_a_completion_that_cannot_be_sealed_is_handed_out_later() {
    var attempt = scenario.begin();
    var later = attempt.allowed();
    var before = Store.attempt(scenario.stack(), attempt.id());
    scenario.fails(DATA_KEY, new AwsFault.ServerError(), Effect.BEFORE, ALWAYS);

    assertThat(gist(new Browser().get(later))).isEqualTo("503 page");

    scenario.heal();
    assertThat(Store.attempt(scenario.stack(), attempt.id())).isEqualTo(before);
    assertThat(gist(attempt.complete(attempt.completion(later)))).isEqualTo("200 active");
  }

  @Test
  @Tag("R38")
  void s3_secrets_that_are_cached_outlive_their_store() {
    byCallback.back(callback);
    scenario.fails(SECRET, new AwsFault.ServerError(), Effect.BEFORE, ALWAYS);

    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");

    scenario.stack().aws().faults().clear(); // which nobody met: that is the point
  }

  @Test
  void s3_secrets_failed_once_connect() {
    scenario.restartFunctions();
    scenario.fails(SECRET, new AwsFault.Close(), Effect.BEFORE);

    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
  }

  @Test
  @Tag("R38")
  void s3_secrets_failing_spend_nothing() {
    scenario.restartFunctions();
    scenario.fails(SECRET, new AwsFault.ServerError(), Effect.BEFORE, ALWAYS);

    assertThat(gist(byCallback.back(callback))).isEqualTo("503 page");
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("503 try_again");

    scenario.heal();
    assertThat(byCallback.posts() + byCompletion.posts()).isZero();
    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");
  }

  /** A cold function on a slow day: who has consented need not come again. */
  @Test
  @Tag("long")
  @Tag("R49")
  void s3_slow_calls_leave_the_time_to_connect() {
    var slow = new AwsFault.Delay(Duration.ofMillis(1_800));
    scenario.restartFunctions();
    scenario.fails(READ, slow, Effect.BEFORE);
    scenario.fails(SECRET, slow, Effect.BEFORE, 2);
    scenario.fails(DATA_KEY, slow, Effect.BEFORE);

    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
  }
}
