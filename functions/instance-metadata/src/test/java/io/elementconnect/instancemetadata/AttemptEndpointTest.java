package io.elementconnect.instancemetadata;

import static io.elementconnect.instancemetadata.Deployment.ANN;
import static io.elementconnect.instancemetadata.Deployment.ATTEMPT_ID;
import static io.elementconnect.instancemetadata.Deployment.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.MemoryStore.Call;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptEndpointTest {
  private static final Attempt PENDING = Deployment.attempt();

  private final Deployment deployment = new Deployment();

  @Test
  void an_attempt_answers_200_with_exactly_these_fields() {
    deployment.store.put(PENDING);

    var answer = get(ATTEMPT_ID.value());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            Map.of(
                "attemptId", ATTEMPT_ID.value(),
                "element", "infusionsofterp",
                "status", "pending",
                "createdAt", "2026-11-23T12:00:00Z",
                "expiresAt", "2026-11-23T12:15:00Z"));
  }

  @ParameterizedTest
  @MethodSource("attemptsAndStatusWords")
  void each_state_has_its_status_word(Attempt attempt, String status) {
    deployment.store.put(attempt);

    assertThat(get(ATTEMPT_ID.value()).field("status")).isEqualTo(status);
  }

  static Stream<Arguments> attemptsAndStatusWords() {
    var claimed = PENDING.claimed("owner", "code", NOON);
    return Stream.of(
        Arguments.of(PENDING, "pending"),
        Arguments.of(claimed.released(NOON), "pending"),
        Arguments.of(claimed, "settling"),
        Arguments.of(claimed.unknown(new Hint(new InstanceId(1), null), NOON), "settling"),
        Arguments.of(claimed.needingOperator(Failure.OTHER_ELEMENT, NOON), "needs_operator"),
        Arguments.of(claimed.connected(new InstanceId(1)), "connected"),
        Arguments.of(claimed.denied(NOON), "denied"),
        Arguments.of(claimed.failed(Failure.UNREACHABLE, NOON), "failed"));
  }

  @ParameterizedTest
  @CsvSource({"899,pending", "900,expired", "90000,expired"})
  void a_pending_attempt_is_expired_from_its_expiry_on(long seconds, String status) {
    deployment.store.put(PENDING);
    deployment.now = NOON.plusSeconds(seconds);

    assertThat(get(ATTEMPT_ID.value()).field("status")).isEqualTo(status);
  }

  @Test
  void only_a_pending_attempt_expires() {
    deployment.store.put(PENDING.claimed("owner", "code", NOON));
    deployment.now = NOON.plusSeconds(90_000);

    assertThat(get(ATTEMPT_ID.value()).field("status")).isEqualTo("settling");
  }

  @Test
  void a_connected_attempt_reports_its_instance() {
    deployment.store.put(PENDING.connected(new InstanceId(4711)));

    assertThat(get(ATTEMPT_ID.value()).json()).containsEntry("instanceId", 4711);
  }

  @Test
  void the_hint_of_an_unknown_outcome_is_not_reported() {
    deployment.store.put(PENDING.unknown(new Hint(new InstanceId(4711), null), NOON));

    assertThat(get(ATTEMPT_ID.value()).json()).doesNotContainKeys("instanceId", "problem");
  }

  @Test
  void a_settling_attempt_tells_when_to_ask_again() {
    deployment.now = NOON;
    deployment.store.put(PENDING.claimed("owner", "code", NOON));
    assertThat(get(ATTEMPT_ID.value()).header("retry-after")).isEqualTo("2");

    deployment.store.put(PENDING.unknownAfterBusy(NOON));
    assertThat(get(ATTEMPT_ID.value()).header("retry-after")).isEqualTo("11");
    deployment.now = NOON.plusSeconds(30);
    assertThat(get(ATTEMPT_ID.value()).header("retry-after")).isEqualTo("2");

    deployment.store.put(PENDING.unknown(null, NOON.plusSeconds(300)));
    assertThat(get(ATTEMPT_ID.value()).header("retry-after")).isEqualTo("60");
    assertThat(get(ATTEMPT_ID.value()).field("settlesBy")).isEqualTo("2026-11-23T12:24:30Z");
  }

  @Test
  void any_other_attempt_does_not() {
    deployment.store.put(PENDING);
    assertThat(get(ATTEMPT_ID.value()).event().getHeaders()).doesNotContainKey("retry-after");

    deployment.store.put(PENDING.needingOperator(Failure.OTHER_ELEMENT, NOON));
    assertThat(get(ATTEMPT_ID.value()).event().getHeaders()).doesNotContainKey("retry-after");
  }

  @Test
  void an_attempt_that_ended_reports_why() {
    var problem = Failure.wrongAccount("dt123.infusionsoft.com", "dt364.infusionsoft.com");
    deployment.store.put(PENDING.failed(problem, NOON));

    assertThat(get(ATTEMPT_ID.value()).json())
        .containsEntry("problem", Map.of("code", "wrong_account", "detail", problem.detail()));
  }

  @ParameterizedTest
  @CsvSource({"acme,bob", "other,ann", "other,bob"})
  @Tag("R39")
  void the_attempt_of_another_user_or_tenant_is_as_unknown_as_none(String tenant, String user) {
    var stranger = new Caller(tenant, user);
    var none = get(ATTEMPT_ID.value(), stranger);
    deployment.store.put(PENDING);

    var foreign = get(ATTEMPT_ID.value(), stranger);

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.code()).isEqualTo("unknown_attempt");
    assertThat(foreign.event()).isEqualTo(none.event());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "link#abc",
        "starts#acme#ann#1795435200",
        "../instances",
        "sssssssssssssssssssssssssssssssssssssssssss"
      })
  void whatever_is_no_attempt_id_is_as_unknown_as_none(String id) {
    deployment.store.put(PENDING);
    var none = get("t".repeat(43));

    assertThat(get(id).event()).isEqualTo(none.event());
  }

  @Test
  void whatever_is_no_attempt_id_is_not_examined_up() {
    get("starts#acme#ann#1795435200");

    assertThat(deployment.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"[acme other],ann", "acme,''"})
  void claims_that_do_not_name_one_caller_are_refused(String tenant, String user) {
    var answer =
        call(ATTEMPT_ID.value())
            .claim("tenant", tenant)
            .claim("sub", user)
            .answeredBy(deployment.metadata);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("invalid_claims");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_a_503_to_try_again() {
    deployment.store.breakDown(Call.FIND);

    var answer = get(ATTEMPT_ID.value());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("try_again");
    assertThat(answer.header("retry-after")).isEqualTo("5");
  }

  private Answer get(String id) {
    return get(id, ANN);
  }

  private Answer get(String id, Caller caller) {
    return call(id).by(caller).answeredBy(deployment.metadata);
  }

  private static HttpCall call(String id) {
    return HttpCall.to("GET /attempts/{attemptId}").path("attemptId", id);
  }
}
