package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Operation.DATA_KEY;
import static io.elementconnect.local.journeys.Operation.LIST;
import static io.elementconnect.local.journeys.Operation.READ;
import static io.elementconnect.local.journeys.Operation.TRANSACTION;
import static io.elementconnect.local.journeys.Operation.WRITE;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static io.elementconnect.local.simulator.CloudElementsRoute.LIST_INSTANCES;
import static io.elementconnect.local.simulator.CloudElementsRoute.READ_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.CloudElementsRoute;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The fault matrix, row RC: whatever exists and whatever fails, the reconciler adopts exactly what
 * is the attempt's, and never posts or deletes.
 */
class ReconcilerFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
    assertThat(
            scenario.stack().simulator().ledger().calls().get(CloudElementsRoute.DELETE_INSTANCE))
        .isZero();
  }

  @Test
  @Tag("R50")
  void rc_one_instance_is_adopted_for_who_began() {
    loseTheAnswer();

    assertThat(attempt.lookedUp()).isEqualTo("connected");

    var metadata = User.json(scenario.ann().get("/instances/" + attempt.instance()));
    assertThat(metadata.path("attemptId").textValue()).isEqualTo(attempt.id());
    assertThat(metadata.path("createdBy").textValue()).isEqualTo(scenario.ann().name());
  }

  /** The token that was adopted is the instance's. */
  @Test
  void rc_an_adopted_token_opens() {
    loseTheAnswer();
    attempt.lookedUp();

    var token =
        Invoke.function(
                scenario.stack(),
                "local-instance-token",
                "{\"tenant\":\"%s\",\"instanceId\":%d}"
                    .formatted(scenario.ann().tenant(), attempt.instance()))
            .path("token")
            .textValue();

    assertThat(scenario.stack().simulator().ledger().secrets()).contains(token);
  }

  @Test
  void rc_none_in_three_listings_is_a_failure() {
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), BEFORE);
    attempt.back(attempt.allowed());

    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("failed");

    assertThat(attempt.problem()).isEqualTo("not_created");
  }

  @Test
  void rc_what_is_not_due_is_left_alone() {
    loseTheAnswer();

    scenario.repair();

    assertThat(attempt.status()).isEqualTo("settling");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rc_an_instance_that_is_listed_late_is_adopted(int listings) {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(listings), AFTER);
    loseTheAnswer();

    for (int look = 0; look < listings; look++) {
      assertThat(attempt.lookedUp()).isEqualTo("settling");
    }
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  void rc_an_instance_that_is_listed_too_late_is_found_by_the_sweep() {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(3), AFTER);
    loseTheAnswer();
    for (int look = 0; look < 3; look++) {
      attempt.lookedUp();
    }
    assertThat(attempt.problem()).isEqualTo("not_created");

    Invoke.function(scenario.stack(), Scenario.RECONCILER, "{\"sweep\":true}");

    assertThat(attempt.status()).isEqualTo("needs_operator");
    assertThat(attempt.problem()).isEqualTo("late_instance");
    assertThat(settle("\"failed\":true")).isEqualTo("other_instances");
    assertThat(settle("\"instanceId\":" + attempt.instance())).isEqualTo("connected");
    assertThat(attempt.status()).isEqualTo("connected");
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        Arguments.of(new Fault.OtherElement(), "other_element"),
        Arguments.of(new Fault.Invalid(), "invalid_instance"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  @Tag("R51")
  void rc_an_instance_that_cannot_be_adopted_needs_an_operator(Fault.Kind kind, String problem) {
    scenario.fails(CREATE_INSTANCE, kind, AFTER);
    loseTheAnswer();

    assertThat(attempt.lookedUp()).isEqualTo("needs_operator");

    assertThat(attempt.problem()).isEqualTo(problem);
    assertThat(settle("\"instanceId\":" + attempt.instance())).isEqualTo(problem);
    assertThat(attempt.status()).isEqualTo("needs_operator");
  }

  @Test
  @Tag("R51")
  void rc_two_instances_need_an_operator() {
    loseTheAnswer();
    var tag = "ec:local:" + attempt.id();
    listed(instance(attempt.instance(), tag), instance(attempt.instance() + 1, tag));

    assertThat(attempt.lookedUp()).isEqualTo("needs_operator");

    assertThat(attempt.problem()).isEqualTo("other_instance");
  }

  /** As if the filter were not honoured. */
  @Test
  @Tag("R51")
  void rc_an_instance_of_somebody_else_is_not_adopted() {
    var bobs = scenario.begin(User.unique(scenario.stack()));
    bobs.back(bobs.allowed());
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), BEFORE);
    attempt.back(attempt.allowed());
    listed(
        instance(bobs.instance(), "ec:local:" + bobs.id()),
        instance(bobs.instance(), "ec:local", "trial"),
        instance(bobs.instance(), "ec:local:" + attempt.id() + "x"),
        instance(bobs.instance(), "EC:LOCAL:" + attempt.id()));

    assertThat(attempt.lookedUp()).isEqualTo("settling");
  }

  @Test
  void rc_a_token_that_listings_do_not_tell_is_read() {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, new Fault.Without(Field.TOKEN), AFTER);

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  void rc_tags_that_the_short_form_does_not_tell_are_listed_in_the_long_form() {
    loseTheAnswer();
    var readings = calls(READ_INSTANCE);
    scenario.fails(LIST_INSTANCES, new Fault.Without(Field.TAGS), AFTER);

    assertThat(attempt.lookedUp()).isEqualTo("connected");
    assertThat(calls(READ_INSTANCE)).isEqualTo(readings);
  }

  @Test
  void rc_tags_that_listings_do_not_tell_are_read() {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, new Fault.Without(Field.TAGS), AFTER, 2);

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  /** A human renamed it, or somebody else's instance has got our tag. */
  @Test
  @Tag("R51")
  void rc_an_instance_with_another_name_needs_an_operator_who_may_adopt_it() {
    loseTheAnswer();
    var renamed =
        "{\"id\":%d,\"token\":\"%s\",\"name\":\"Other\",\"tags\":[\"ec:local:%s\"],\"element\":{\"key\":\"infusionsofterp\"}}"
            .formatted(attempt.instance(), "somebodys", attempt.id());
    listed(renamed);

    assertThat(attempt.lookedUp()).isEqualTo("needs_operator");
    assertThat(attempt.problem()).isEqualTo("instance_differs");

    assertThat(settle("\"instanceId\":" + attempt.instance())).isEqualTo("connected");
  }

  /** A gateway's 404 three times: the instance exists nevertheless. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Not Found\"}",
        "{\"message\":\"no Route matched with those values\"}"
      })
  @Tag("R50")
  void rc_a_404_of_something_in_between_proves_nothing(String body) {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, new Fault.Body(404, "application/json", body), BEFORE, 3);
    for (int lookup = 0; lookup < 3; lookup++) {
      assertThat(attempt.lookedUp()).isEqualTo("settling");
    }

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @ParameterizedTest
  @CsvSource({"TOKEN, incomplete_instance", "TAGS, unidentified_instance"})
  void rc_what_nobody_tells_needs_an_operator(Field field, String problem) {
    loseTheAnswer();
    // Without tags, the long form is listed as well.
    scenario.fails(LIST_INSTANCES, new Fault.Without(field), AFTER, field == Field.TAGS ? 2 : 1);
    scenario.fails(READ_INSTANCE, new Fault.Without(field), AFTER);

    assertThat(attempt.lookedUp()).isEqualTo("needs_operator");

    assertThat(attempt.problem()).isEqualTo(problem);
  }

  static Stream<Fault.Kind> no_listing() {
    return Stream.of(
        new Fault.Close(),
        new Fault.Reset(),
        new Fault.Status(500),
        new Fault.Status(503),
        new Fault.Status(403),
        Fault.Body.html(502, "<html>gateway</html>"),
        new Fault.Body("<html>"),
        new Fault.Body("{}"),
        new Fault.Body("[{\"name\":\"no id\"}]"));
  }

  /** Else three such answers would prove that nothing was created. */
  @ParameterizedTest
  @MethodSource("no_listing")
  void rc_without_a_listing_nothing_is_proved(Fault.Kind kind) {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, kind, AFTER, ALWAYS);

    for (int look = 0; look < 3; look++) {
      assertThat(attempt.lookedUp()).isEqualTo("settling");
    }
    scenario.heal();
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void rc_a_listing_that_is_cut_proves_nothing(int bytes) {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, new Fault.Cut(bytes), AFTER);

    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  @Tag("R52")
  void rc_throttled_ends_the_run_and_waits_as_long_as_it_was_told() throws InterruptedException {
    loseTheAnswer();
    var second = scenario.begin();
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), AFTER);
    second.back(second.allowed());
    attempt.makeDue();
    second.makeDue();
    scenario.fails(LIST_INSTANCES, new Fault.Status(429, OptionalInt.of(1)), BEFORE);

    assertThat(scenario.repair().path("reason").textValue()).isEqualTo("too_fast");
    assertThat(scenario.repair().path("reason").textValue()).isEqualTo("waiting");
    assertThat(attempt.status()).isEqualTo("settling");
    assertThat(second.status()).isEqualTo("settling");

    Thread.sleep(1_000); // the pause is kept in memory, and would hold up the next test
    scenario.repair();
    assertThat(attempt.status()).isEqualTo("connected");
    assertThat(second.status()).isEqualTo("connected");
  }

  @Test
  void rc_refused_with_401_reads_the_secrets_anew() {
    loseTheAnswer();
    scenario.repair(); // the secrets are cached
    scenario.rotateSecrets();

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  void rc_refused_with_401_for_good_proves_nothing() {
    loseTheAnswer();
    scenario.fails(LIST_INSTANCES, new Fault.Status(401), BEFORE);

    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  static Stream<Arguments> failures() {
    var reads =
        Stream.of(LIST, READ, DATA_KEY)
            .flatMap(operation ->
                Operation.BREAKS.stream().map(kind -> Arguments.of(operation, kind, BEFORE)));
    var writes =
        Operation.BREAKS.stream()
            .flatMap(kind ->
                Stream.of(Effect.values()).map(effect -> Arguments.of(TRANSACTION, kind, effect)));
    var throttled = Arguments.of(TRANSACTION, new AwsFault.Throttled(), BEFORE);
    return Stream.of(reads, writes, Stream.of(throttled)).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void rc_failed_once_before_or_after_adopts(String operation, AwsFault.Kind kind, Effect effect) {
    loseTheAnswer();
    scenario.fails(operation, kind, effect);

    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  static Stream<Arguments> lasting_failures() {
    return Stream.of(
        Arguments.of(DATA_KEY, new AwsFault.ServerError(), BEFORE),
        Arguments.of(
            TRANSACTION, new AwsFault.Cancelled(List.of("ThrottlingError", "None")), BEFORE));
  }

  @ParameterizedTest
  @MethodSource("lasting_failures")
  void rc_failing_is_tried_in_the_next_run(String operation, AwsFault.Kind kind, Effect effect) {
    loseTheAnswer();
    scenario.fails(operation, kind, effect, ALWAYS);

    assertThat(attempt.lookedUp()).isEqualTo("settling");

    scenario.heal();
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  /** An empty look, whose count is written. */
  @ParameterizedTest
  @EnumSource
  void rc_a_look_that_is_lost_is_counted_once(Effect effect) {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(2), AFTER);
    loseTheAnswer();
    scenario.fails(WRITE, new AwsFault.Close(), effect);

    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(Store.attempt(scenario.stack(), attempt.id()).get("emptyLookups"))
        .isEqualTo(AttributeValue.fromN("1"));
    assertThat(attempt.lookedUp()).isEqualTo("settling");
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  void rc_a_look_that_is_overtaken_changes_nothing() {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(1), AFTER);
    loseTheAnswer();
    attempt.makeDue();
    scenario.fails(WRITE, new AwsFault.Delay(Duration.ofMillis(700)), BEFORE);

    together(
        List.of(
            scenario::repair,
            () -> {
              Thread.sleep(300);
              return scenario.repair();
            }));

    assertThat(attempt.status()).isEqualTo("connected");
  }

  @Test
  @Tag("R52")
  void t10_a_callback_that_wakes_after_the_adoption_is_told_of_it() {
    assertThat(whileTheAnswerIsLate(List.of("settling", "connected"))).isEqualTo("303 connected");
  }

  @Test
  void t10_a_callback_that_wakes_after_its_lease_leaves_what_it_knows() {
    assertThat(whileTheAnswerIsLate(List.of("settling"))).isEqualTo("303 settling");

    assertThat(Store.attempt(scenario.stack(), attempt.id()))
        .containsKeys("hintInstanceId", "hintToken");
    scenario.fails(LIST_INSTANCES, new Fault.Without(Field.TOKEN), AFTER);
    scenario.fails(READ_INSTANCE, new Fault.Without(Field.TOKEN), AFTER);
    assertThat(attempt.lookedUp()).isEqualTo("connected");
  }

  @Test
  void t10_a_callback_that_wakes_after_the_failure_needs_an_operator() {
    scenario.fails(CREATE_INSTANCE, new Fault.LateByListings(3), AFTER);

    assertThat(whileTheAnswerIsLate(List.of("settling", "settling", "settling", "failed")))
        .isEqualTo("303 settling");

    assertThat(attempt.problem()).isEqualTo("late_instance");
  }

  /** The reconciler looks as often as there are expectations; gives what the callback is told. */
  private String whileTheAnswerIsLate(List<String> expected) {
    var callback = attempt.allowed();
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(Duration.ofMillis(900)), AFTER);
    List<String> told =
        together(
            List.of(
                () -> gist(attempt.back(callback)),
                () -> {
                  while (!attempt.hasInstance()) {
                    Thread.sleep(10);
                  }
                  for (var status : expected) {
                    assertThat(attempt.lookedUp()).isEqualTo(status);
                  }
                  return "looked";
                }));
    return told.getFirst();
  }

  /** The instance exists, and nobody was told. */
  private void loseTheAnswer() {
    var callback = attempt.allowed();
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), AFTER);
    assertThat(gist(attempt.back(callback))).isEqualTo("303 settling");
  }

  private long calls(CloudElementsRoute route) {
    return scenario.stack().simulator().ledger().calls().getOrDefault(route, 0L);
  }

  private String settle(String what) {
    scenario.history().settledByOperator(attempt.id());
    var answer =
        Invoke.function(
            scenario.stack(),
            Scenario.RECONCILER,
            "{\"settle\":{\"attemptId\":\"" + attempt.id() + "\"," + what + "}}");
    return answer.path(answer.has("code") ? "code" : "status").asText();
  }

  /** The next listing shows these. */
  private void listed(String... instances) {
    scenario.fails(LIST_INSTANCES, new Fault.Body("[" + String.join(",", instances) + "]"), AFTER);
  }

  private static String instance(long id, String... tags) {
    return "{\"id\":%d,\"token\":\"somebodys\",\"tags\":[\"%s\"],\"element\":{\"key\":\"infusionsofterp\"}}"
        .formatted(id, String.join("\",\"", tags));
  }
}
