package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Operation.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fault matrix, rows F1: a start stores one attempt, or none and gives no URL. */
class StartFaultsTest {
  private final Scenario scenario = new Scenario();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<Arguments> answers_of_cloud_elements() {
    return Stream.of(
        Arguments.of(new Fault.Status(401), 1, "502 cloud_elements_refused"),
        Arguments.of(new Fault.Status(404), 1, "502 cloud_elements_refused"),
        Arguments.of(new Fault.Status(500), 1, "502 cloud_elements_refused"),
        Arguments.of(new Fault.Status(503), 1, "502 cloud_elements_refused"),
        Arguments.of(Fault.Body.html(502, "<html>gateway</html>"), 1, "502 cloud_elements_refused"),
        Arguments.of(new Fault.Body("<html>gateway</html>"), 1, "502 cloud_elements_unreadable"),
        Arguments.of(new Fault.Body(""), 1, "502 cloud_elements_unreadable"),
        Arguments.of(new Fault.Body("{\"oauthUrl\": 7}"), 1, "502 cloud_elements_unreadable"),
        Arguments.of(new Fault.Body("[]"), 1, "502 cloud_elements_unreadable"),
        Arguments.of(
            new Fault.Body("{\"element\":\"infusionsofterp\",\"oauthUrl\":\"https://evil.test/\"}"),
            1,
            "502 unsafe_authorize_url"),
        Arguments.of(new Fault.Status(429), 2, "503 cloud_elements_busy"),
        Arguments.of(new Fault.Status(429, OptionalInt.of(3)), 2, "503 cloud_elements_busy"));
  }

  @ParameterizedTest
  @MethodSource("answers_of_cloud_elements")
  void f1_url_answered_otherwise_stores_nothing(Fault.Kind kind, int times, String gist) {
    scenario.fails(CloudElementsRoute.OAUTH_URL, kind, Effect.BEFORE, times);

    assertThat(Scenario.gist(scenario.start())).isEqualTo(gist);
    assertStored(0);
  }

  static Stream<Arguments> lost_answers_of_cloud_elements() {
    return Stream.of(new Fault.Close(), new Fault.Reset())
        .flatMap(kind -> Stream.of(Effect.values()).map(effect -> Arguments.of(kind, effect)));
  }

  @ParameterizedTest
  @MethodSource("lost_answers_of_cloud_elements")
  void f1_url_lost_before_or_after_stores_nothing(Fault.Kind kind, Effect effect) {
    scenario.fails(CloudElementsRoute.OAUTH_URL, kind, effect, Scenario.ALWAYS);

    assertThat(Scenario.gist(scenario.start())).isEqualTo("504 cloud_elements_unreachable");
    assertStored(0);
  }

  @Test
  void f1_url_cut_or_too_long_stores_nothing() {
    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Cut(20), Effect.AFTER);
    assertThat(Scenario.gist(scenario.start())).isEqualTo("504 cloud_elements_unreachable");

    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Padded(5 * 1024 * 1024), Effect.AFTER);
    assertThat(Scenario.gist(scenario.start())).isEqualTo("502 cloud_elements_unreadable");
    assertStored(0);
  }

  @Test
  @Tag("long")
  void f1_url_late_stores_nothing() {
    scenario.fails(
        CloudElementsRoute.OAUTH_URL, new Fault.Delay(Duration.ofSeconds(9)), Effect.AFTER);

    assertThat(Scenario.gist(scenario.start())).isEqualTo("504 cloud_elements_unreachable");
    assertStored(0);
  }

  @Test
  void f1_url_throttled_once_is_asked_for_again() {
    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Status(429), Effect.BEFORE);

    scenario.begin();
  }

  static Stream<Arguments> writes_that_are_tried_again() {
    var breaks =
        Operation.BREAKS.stream()
            .flatMap(kind -> Stream.of(Effect.values()).map(effect -> Arguments.of(kind, effect)));
    var refusals =
        Stream.<AwsFault.Kind>of(
                new AwsFault.Throttled(),
                new AwsFault.ThroughputExceeded(),
                new AwsFault.InProgress(),
                new AwsFault.Cancelled(List.of("TransactionConflict", "None")))
            .map(kind -> Arguments.of(kind, Effect.BEFORE));
    return Stream.concat(breaks, refusals);
  }

  @ParameterizedTest
  @MethodSource("writes_that_are_tried_again")
  void f1_put_failed_once_is_stored_once(AwsFault.Kind kind, Effect effect) {
    scenario.fails(TRANSACTION, kind, effect);

    var attempt = scenario.begin();

    assertThat(attempt.status()).isEqualTo("pending");
    assertStored(1);
  }

  static Stream<AwsFault.Kind> refusals() {
    return Stream.of(
        new AwsFault.Cancelled(List.of("TransactionConflict", "None")),
        new AwsFault.Cancelled(List.of("ThrottlingError", "None")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void f1_put_refused_gives_no_url(AwsFault.Kind kind) {
    assertNoUrlIsGiven(kind);
  }

  static Stream<AwsFault.Kind> breaks() {
    return Stream.of(new AwsFault.Close(), new AwsFault.ServerError(), new AwsFault.Throttled());
  }

  @ParameterizedTest
  @MethodSource("breaks")
  @Tag("long")
  void f1_put_lost_before_gives_no_url(AwsFault.Kind kind) {
    assertNoUrlIsGiven(kind);
  }

  private void assertNoUrlIsGiven(AwsFault.Kind kind) {
    scenario.fails(TRANSACTION, kind, Effect.BEFORE, Scenario.ALWAYS);

    var answer = scenario.start();

    assertThat(Scenario.gist(answer)).isEqualTo("503 try_again");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("oauthUrl");
    assertStored(0);
  }

  @Test
  @Tag("long")
  void f1_put_lost_after_leaves_an_attempt_whose_url_nobody_has() {
    scenario.fails(TRANSACTION, new AwsFault.Close(), Effect.AFTER, Scenario.ALWAYS);

    var answer = scenario.start();

    assertThat(Scenario.gist(answer)).isEqualTo("503 try_again");
    assertThat(answer.body()).doesNotContain("oauthUrl");
    assertStored(1);
  }

  @Test
  void f1_two_starts_are_two_attempts() {
    var first = scenario.begin();
    var second = scenario.begin();

    assertThat(Scenario.gist(second.back(second.allowed()))).isEqualTo("303 connected");
    assertThat(Scenario.gist(first.back(first.allowed()))).isEqualTo("303 connected");
  }

  private void assertStored(long attempts) {
    assertThat(Store.starts(scenario.stack(), scenario.ann().tenant(), scenario.ann().name()))
        .isEqualTo(attempts);
  }
}
