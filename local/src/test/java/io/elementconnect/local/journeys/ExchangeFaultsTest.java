package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Operation.SECRET;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.local.simulator.Fault.Without.Field;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fault matrix, row S5: the code is sent once. What is no definite answer is settling, never a
 * failure.
 */
class ExchangeFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String callback = attempt.allowed();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 415, 422})
  @Tag("R53")
  void s5_refused_is_a_failure(int status) {
    scenario.fails(CREATE_INSTANCE, new Fault.Status(status), BEFORE);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 failed");

    assertThat(attempt.problem()).isEqualTo("cloud_elements_refused");
    assertThat(gist(attempt.back(callback))).isEqualTo("303 failed");
    assertThat(attempt.posts()).isEqualTo(1);
  }

  /** What a proxy or gateway answers proves nothing, whatever its status. */
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422, 429, 503})
  @Tag("R50")
  void s5_refused_by_something_in_between_is_settling(int status) {
    var refusal = new Fault.Body(status, "application/json", "{\"message\":\"Not Found\"}");
    scenario.fails(CREATE_INSTANCE, refusal, AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  static Stream<Fault.Kind> without_a_trace() {
    return Stream.of(
        new Fault.Close(),
        new Fault.Reset(),
        new Fault.Status(408),
        new Fault.Status(409),
        new Fault.Status(429),
        new Fault.Status(429, OptionalInt.of(1)),
        new Fault.Status(500),
        new Fault.Status(502),
        new Fault.Status(503),
        new Fault.Status(504),
        Fault.Body.html(502, "<html>gateway</html>"),
        new Fault.Body(302, "text/plain", "elsewhere"));
  }

  static Stream<Arguments> unclear() {
    return Stream.of(
            // What was answered looks the same whether it had an effect or not: some will do.
            without_a_trace().limit(9).map(kind -> Arguments.of(kind, BEFORE, "failed")),
            without_a_trace().map(kind -> Arguments.of(kind, AFTER, "connected")),
            Stream.of(new Fault.Cut(0), new Fault.Cut(40))
                .map(kind -> Arguments.of(kind, AFTER, "connected")),
            incomplete().map(kind -> Arguments.of(kind, BEFORE, "failed")),
            Stream.of(Arguments.of(new Fault.Invalid(), AFTER, "needs_operator")))
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("unclear")
  @Tag("R45")
  void s5_unclear_is_settling_until_it_is_looked_for(Fault.Kind kind, Effect effect, String end) {
    scenario.fails(CREATE_INSTANCE, kind, effect);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
    assertThat(attempt.status()).isEqualTo("settling");

    scenario.end();
    assertThat(attempt.status()).isEqualTo(end);
    assertThat(gist(attempt.back(callback)))
        .isEqualTo("303 " + end.replace("needs_operator", "settling"));
    assertThat(attempt.posts()).isEqualTo(1);
  }

  /** Answers with 2xx that do not tell what was created. */
  static Stream<Fault.Kind> incomplete() {
    return Stream.of(
        new Fault.Body("<html>"),
        new Fault.Body(""),
        new Fault.Body("[]"),
        new Fault.Body("{\"id\":\"x7\",\"token\":\"t\",\"element\":{\"key\":\"infusionsofterp\"}}"),
        // It names an instance that does not exist.
        new Fault.Body("{\"id\":7,\"token\":\"t\"}"),
        // As the documentation prints it: an element, and not even JSON.
        new Fault.Body(ELEMENT.formatted("[...]")),
        new Fault.Body(ELEMENT.formatted("[]")));
  }

  private static final String ELEMENT =
      """
      {"id": 12345, "name": "Infusionsoft ERP by Keap", "hookName": "Infusionsoft",
       "key": "infusionsofterp", "active": true, "typeOauth": false,
       "configuration": [{"id": 123, "key": "oauth.user.refresh_interval", "type": "TEXTFIELD_32"}],
       "resources": %s, "hub": "erp", "protocolType": "http", "parameters": [], "private": false}
      """;

  static Stream<Fault.Kind> incompletely_created() {
    return Stream.concat(
        incomplete(),
        Stream.of(
            new Fault.Padded(4 * 1024 * 1024 + 1),
            new Fault.Without(Field.ID),
            new Fault.Without(Field.TOKEN)));
  }

  @ParameterizedTest
  @MethodSource("incompletely_created")
  @Tag("R45")
  void s5_created_and_told_incompletely_is_looked_up_at_once(Fault.Kind kind) {
    scenario.fails(CREATE_INSTANCE, kind, AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");

    assertThat(attempt.status()).isEqualTo("connected");
    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  void s5_a_busy_platform_fails_the_attempt_after_three_empty_lookups() {
    scenario.fails(CREATE_INSTANCE, new Fault.Status(503), BEFORE);
    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");

    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("failed");

    assertThat(attempt.problem()).isEqualTo("cloud_elements_busy");
  }

  @Test
  void s5_an_instance_that_a_busy_platform_lists_too_late_is_found_by_the_sweep() {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(3), AFTER);
    scenario.fails(CREATE_INSTANCE, new Fault.Status(429), AFTER);
    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
    for (int lookup = 0; lookup < 3; lookup++) {
      attempt.lookedUp();
    }
    assertThat(attempt.problem()).isEqualTo("cloud_elements_busy");

    Invoke.function(scenario.stack(), Scenario.RECONCILER, "{\"sweep\":true}");

    assertThat(attempt.problem()).isEqualTo("late_instance");
  }

  static Stream<Fault.Kind> clear() {
    return Stream.of(
        new Fault.Padded(4 * 1024 * 1024 - 1),
        new Fault.Without(Field.TAGS),
        new Fault.LateByListings(1));
  }

  @ParameterizedTest
  @MethodSource("clear")
  void s5_created_in_another_form_connects(Fault.Kind kind) {
    scenario.fails(CREATE_INSTANCE, kind, AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
  }

  @Test
  @Tag("R12")
  void s5_another_element_is_left_to_an_operator() {
    scenario.fails(CREATE_INSTANCE, new Fault.OtherElement(), AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");

    assertThat(attempt.status()).isEqualTo("needs_operator");
    assertThat(attempt.problem()).isEqualTo("other_element");
    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
  }

  @Test
  void s5_a_code_of_nobody_is_refused() {
    assertThat(gist(attempt.back(withCode("nobodys", callback)))).isEqualTo("303 failed");
  }

  /** Only Cloud Elements can tell a good code from another. */
  @Test
  void s5_a_code_that_is_taken_unseen_connects() {
    scenario.fails(CREATE_INSTANCE, new Fault.AnyCode(), AFTER);

    assertThat(gist(attempt.back(withCode("nobodys", callback)))).isEqualTo("303 connected");
  }

  @Test
  @Tag("R38")
  void s5_secrets_that_were_rotated_are_read_again() {
    scenario.rotateHeldSecrets();

    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");

    assertThat(attempt.posts()).isEqualTo(2);
  }

  @Test
  @Tag("R38")
  void s5_refused_with_401_twice_is_a_failure() {
    scenario.rotateHeldSecrets();
    scenario.fails(CREATE_INSTANCE, new Fault.Status(401), BEFORE, 2);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 failed");

    assertThat(attempt.problem()).isEqualTo("cloud_elements_refused");
    assertThat(attempt.posts()).isEqualTo(2);
  }

  @Test
  void s5_refused_with_401_and_no_other_secrets_to_be_had_is_a_failure() {
    attempt.back(withCode("nobodys", callback)); // the secrets are cached
    var second = scenario.begin();
    var back = second.allowed();
    scenario.fails(CREATE_INSTANCE, new Fault.Status(401), BEFORE);
    scenario.fails(SECRET, new AwsFault.ServerError(), BEFORE, ALWAYS);

    assertThat(gist(second.back(back))).isEqualTo("303 failed");

    assertThat(second.problem()).isEqualTo("cloud_elements_refused");
    assertThat(second.posts()).isEqualTo(1);
  }

  @Test
  void s5_after_401_an_unclear_answer_is_settling() {
    scenario.rotateHeldSecrets();
    scenario.fails(CREATE_INSTANCE, new Fault.Status(401), BEFORE);
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), AFTER);

    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");

    assertThat(attempt.posts()).isEqualTo(2);
  }

  @Test
  @Tag("R53")
  void s5_no_connection_gives_the_claim_back_for_the_same_code() {
    var other = attempt.allowed();
    scenario.stack().simulator().refuseConnections();

    assertThat(gist(attempt.back(callback))).isEqualTo("503 page");
    assertThat(attempt.status()).isEqualTo("pending");
    assertThat(gist(attempt.back(other))).isEqualTo("303 pending");

    scenario.heal();
    assertThat(gist(attempt.back(other))).isEqualTo("303 pending");
    assertThat(attempt.posts()).isZero();
    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
  }

  @Test
  void s5_no_connection_gives_the_claim_back_for_the_same_completion() {
    var completion = attempt.completion(callback);
    var other = attempt.completion(attempt.allowed());
    scenario.stack().simulator().refuseConnections();

    assertThat(gist(attempt.complete(completion))).isEqualTo("503 try_again");
    assertThat(gist(attempt.complete(other))).isEqualTo("409 other_code");

    scenario.heal();
    assertThat(gist(attempt.complete(other))).isEqualTo("409 other_code");
    assertThat(attempt.posts()).isZero();
    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");
  }

  @Test
  @Tag("R53")
  void s5_no_connection_three_times_is_a_failure() {
    scenario.stack().simulator().refuseConnections();

    assertThat(gist(attempt.back(callback))).isEqualTo("503 page");
    assertThat(gist(attempt.back(callback))).isEqualTo("503 page");
    assertThat(gist(attempt.back(callback))).isEqualTo("303 failed");

    assertThat(attempt.problem()).isEqualTo("cloud_elements_unreachable");
    scenario.heal();
    assertThat(gist(attempt.back(callback))).isEqualTo("303 failed");
    assertThat(attempt.posts()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void s5_a_second_delivery_waits_for_the_first(Effect slow) {
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(Duration.ofSeconds(1)), slow);

    assertThat(
            together(
                List.of(
                    () -> gist(attempt.back(callback)),
                    () -> {
                      Thread.sleep(500);
                      assertThat(attempt.status()).isEqualTo("settling");
                      return gist(attempt.back(callback));
                    })))
        .containsExactly("303 connected", "303 connected");

    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  void s5_an_expiry_after_the_claim_does_no_harm() {
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(Duration.ofMillis(800)), AFTER);

    assertThat(
            together(
                List.of(
                    () -> gist(attempt.back(callback)),
                    () -> {
                      Thread.sleep(400);
                      Store.expire(scenario.stack(), attempt.id());
                      return "expires";
                    })))
        .containsExactly("303 connected", "expires");
  }

  @Test
  @Tag("long")
  @Tag("R49")
  void s5_no_answer_in_20_seconds_is_settling_before_the_gateway_gives_up()
      throws InterruptedException {
    var second = scenario.begin();
    var secondCompletion = second.completion(second.allowed());
    var third = scenario.begin();
    var thirdCallback = third.allowed();
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(Duration.ofSeconds(21)), AFTER, 2);
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(Duration.ofSeconds(21)), BEFORE, 1);

    assertThat(
            together(
                List.of(
                    () -> gist(attempt.back(callback)),
                    () -> gist(second.complete(secondCompletion)),
                    () -> gist(third.back(thirdCallback)))))
        .containsExactly("303 settling", "202 settling", "303 settling");

    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
    Thread.sleep(Duration.ofSeconds(2)); // until the third has had its effect
    scenario.end();
    assertThat(List.of(attempt.status(), second.status(), third.status()))
        .containsOnly("connected");
    assertThat(List.of(attempt.posts(), second.posts(), third.posts())).containsOnly(1L);
  }

  private static String withCode(String code, String callback) {
    return callback.replaceFirst("code=[^&]+", "code=" + code);
  }
}
