package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Operation.READ;
import static io.elementconnect.local.journeys.Operation.TRANSACTION;
import static io.elementconnect.local.journeys.Operation.WRITE;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fault matrix, rows S7 and S8: an instance that exists is stored, or left to be found. S6
 * calls nobody, so nothing can fail there from outside; {@code ExchangeCodeTest} has a key of no
 * use.
 */
class StoreFaultsTest {
  private static final AwsFault.Kind CONFLICT =
      new AwsFault.Cancelled(List.of("TransactionConflict", "None"));
  private static final AwsFault.Kind THROTTLED =
      new AwsFault.Cancelled(List.of("ThrottlingError", "None"));

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String callback = attempt.allowed();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<Arguments> failures() {
    return Stream.concat(
        Operation.BREAKS.stream()
            .flatMap(kind -> Stream.of(Effect.values()).map(effect -> Arguments.of(kind, effect))),
        Stream.concat(
                Operation.THROTTLES.stream(),
                Stream.of(new AwsFault.InProgress(), CONFLICT, THROTTLED))
            .map(kind -> Arguments.of(kind, BEFORE)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @Tag("R48")
  void s7_failed_once_before_or_after_connects(AwsFault.Kind kind, Effect effect) {
    scenario.fails(TRANSACTION, kind, effect);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");

    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  void s7_in_conflict_six_times_connects() {
    scenario.fails(TRANSACTION, CONFLICT, BEFORE, 6);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
  }

  @Test
  @Tag("R56")
  void s7_refused_for_5_seconds_is_left_to_be_found() {
    assertLeftToBeFound(THROTTLED);
  }

  static Stream<AwsFault.Kind> lasting_failures() {
    return Stream.of(new AwsFault.Close(), new AwsFault.Throttled(), new AwsFault.InProgress());
  }

  @ParameterizedTest
  @MethodSource("lasting_failures")
  @Tag("long")
  void s7_failing_before_for_5_seconds_is_left_to_be_found(AwsFault.Kind kind) {
    assertLeftToBeFound(kind);
  }

  private void assertLeftToBeFound(AwsFault.Kind kind) {
    var second = scenario.begin();
    var completion = second.completion(second.allowed());
    scenario.fails(TRANSACTION, kind, BEFORE, ALWAYS);

    assertThat(
            together(
                List.of(
                    () -> gist(attempt.back(callback)), () -> gist(second.complete(completion)))))
        .containsExactly("303 settling", "202 settling");

    scenario.heal();
    assertThat(attempt.status()).isEqualTo("settling");
    assertThat(Store.attempt(scenario.stack(), attempt.id()))
        .containsKeys("hintInstanceId", "hintToken");
    assertThat(attempt.lookedUp()).isEqualTo("connected");
    assertThat(second.lookedUp()).isEqualTo("connected");
  }

  @Test
  @Tag("long")
  void s7_lost_after_for_5_seconds_is_seen_to_be_stored() {
    scenario.fails(TRANSACTION, new AwsFault.Close(), AFTER, ALWAYS);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
  }

  @Test
  @Tag("long")
  @Tag("R54")
  void s7_without_any_store_is_settling() {
    scenario.fails(
        CloudElementsRoute.CREATE_INSTANCE, new Fault.Delay(Duration.ofSeconds(1)), AFTER);

    assertThat(
            together(
                List.of(
                    () -> gist(attempt.back(callback)),
                    () -> {
                      Thread.sleep(500);
                      List.of(TRANSACTION, WRITE, READ)
                          .forEach(operation ->
                              scenario.fails(operation, new AwsFault.Throttled(), BEFORE, ALWAYS));
                      return "down";
                    })))
        .containsExactly("303 settling", "down");

    scenario.heal();
    assertThat(attempt.status()).isEqualTo("settling");
    scenario.end();
    assertThat(attempt.status()).isEqualTo("connected");
  }

  /** The SDK gives a call 2 s, then sends it again. */
  @Test
  @Tag("long")
  void s4_s7_late_after_connects() {
    var late = new AwsFault.Delay(Duration.ofMillis(2_500));
    scenario.fails(WRITE, late, AFTER);
    scenario.fails(TRANSACTION, late, AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");

    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R54")
  void s7_connected_is_told_when_it_is_stored() {
    scenario.fails(TRANSACTION, new AwsFault.Delay(Duration.ofSeconds(1)), BEFORE);

    List<String> told =
        together(
            List.of(
                () -> gist(attempt.back(callback)),
                () -> {
                  var seen = new TreeSet<String>();
                  while (!seen.contains("connected")) {
                    seen.add(attempt.status());
                  }
                  return seen.toString();
                }));

    assertThat(told.getFirst()).isEqualTo("303 connected");
    assertThat(told.getLast()).contains("settling");
  }

  @Test
  void s8_a_client_that_is_gone_sees_the_outcome_later() {
    var completion = attempt.completion(callback);
    scenario.fails(
        CloudElementsRoute.CREATE_INSTANCE, new Fault.Delay(Duration.ofSeconds(1)), BEFORE);
    scenario.history().proven(attempt.id());
    var impatient =
        HttpRequest.newBuilder(
                URI.create(scenario.stack().apiUrl() + "/attempts/" + attempt.id() + "/complete"))
            .header("Authorization", "Bearer " + scenario.ann().token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"completion\":\"" + completion + "\"}"))
            .timeout(Duration.ofMillis(500))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
          .isInstanceOf(HttpTimeoutException.class);
    }

    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  void s8_another_browser_is_not_told_the_outcome() {
    attempt.back(callback);

    var completion = attempt.completion(callback);

    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");
    assertThat(attempt.posts()).isEqualTo(1);
  }
}
