package io.elementconnect.instancetoken;

import static io.elementconnect.instancetoken.Deployment.ACCOUNT;
import static io.elementconnect.instancetoken.Deployment.ATTEMPT_ID;
import static io.elementconnect.instancetoken.Deployment.SITE;
import static io.elementconnect.instancetoken.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.instancetoken.ReadToken.TokenResult;
import io.elementconnect.json.Json;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.testing.FakeContext;
import io.elementconnect.testing.MemoryStore.Call;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceTokenFunctionTest {
  private final Deployment deployment = new Deployment();

  @Test
  @Tag("R41")
  void the_tenants_instance_answers_its_token_ready_for_the_header() {
    deployment.store("acme", 4711);

    assertThat(read("acme", 4711))
        .isEqualTo(
            Map.of(
                "instanceId",
                4711L,
                "token",
                TOKEN,
                "authorization",
                "User user-secret, Organization org-secret, Element " + TOKEN));
  }

  @Test
  @Tag("R36")
  @Tag("R41")
  void every_reading_is_journalled_without_the_value() {
    deployment.store("acme", 4711);

    read("acme", 4711);

    assertThat(deployment.journal.line("token_read"))
        .containsEntry("tenant", "acme")
        .containsEntry("instanceId", 4711)
        .containsEntry("requestId", "lambda-request");
    assertThat(deployment.journal.text()).doesNotContain(TOKEN, "user-secret", "org-secret");
  }

  @Test
  @Tag("R41")
  void the_instance_of_another_tenant_is_as_unknown_as_none() {
    deployment.store("acme", 4711);

    assertThat(read("other", 4711)).isEqualTo(read("other", 4712));
    assertProblem(read("other", 4711), 404, "unknown_instance");
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void an_unknown_instance_is_a_404() {
    assertProblem(read("acme", 4711), 404, "unknown_instance");
  }

  @Test
  @Tag("R34")
  void a_tampered_token_is_never_answered() {
    var sealed = deployment.seal("acme", 4711, TOKEN).text();
    var last = sealed.charAt(300) == 'A' ? 'B' : 'A';
    var bent = sealed.substring(0, 300) + last + sealed.substring(301);
    deployment.store("acme", 4711, SITE, new Sealed(bent));

    assertDamaged(read("acme", 4711));
  }

  @Test
  @Tag("R34")
  void the_token_of_another_tenant_does_not_open() {
    deployment.store("acme", 4711, SITE, deployment.seal("other", 4711, TOKEN));

    assertDamaged(read("acme", 4711));
  }

  @Test
  @Tag("R34")
  void the_token_of_another_instance_does_not_open() {
    deployment.store("acme", 4711, SITE, deployment.seal("acme", 4712, TOKEN));

    assertDamaged(read("acme", 4711));
  }

  @Test
  void unset_secrets_are_named() {
    deployment.store("acme", 4711);
    deployment.secrets.unset(ACCOUNT);

    var answer = read("acme", 4711);

    assertProblem(answer, 503, "secret_not_set");
    assertThat(answer.get("detail")).asString().contains(ACCOUNT);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void secrets_that_cannot_be_read_are_named_with_the_reason() {
    deployment.store("acme", 4711);
    deployment.secrets.set(
        ACCOUNT, Map.of("organizationSecret", "canary organization", "userSecret", "canary user"));

    var answer = read("acme", 4711);

    assertProblem(answer, 503, "secret_unreadable");
    assertThat(answer.get("detail"))
        .isEqualTo(
            "The secret %s has a value for organizationSecret with a character that no Authorization header can hold."
                .formatted(ACCOUNT));
  }

  @Test
  void a_store_that_is_down_is_to_be_tried_again() {
    deployment.store("acme", 4711);
    deployment.store.breakDown(Call.FIND_INSTANCE);

    assertProblem(read("acme", 4711), 503, "try_again");
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", "store");
  }

  @Test
  void secrets_that_cannot_be_read_are_to_be_tried_again() {
    deployment.store("acme", 4711);
    deployment.secrets.breakDown();

    assertProblem(read("acme", 4711), 503, "try_again");
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", "secrets");
  }

  @Test
  void sealing_that_is_down_is_to_be_tried_again_and_not_damage() {
    deployment.store("acme", 4711);
    deployment.dataKeys.breakDown();

    assertProblem(read("acme", 4711), 503, "try_again");
    assertThat(deployment.journal.events()).containsExactly("dependency_unavailable");
  }

  @ParameterizedTest
  @MethodSource("malformedInputs")
  void malformed_input_is_refused_by_name(Map<String, Object> input, List<String> fields) {
    deployment.store("acme", 4711);

    var answer = invoke(input);

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer)
        .extractingByKey("errors", list(Map.class))
        .extracting(error -> error.get("field"))
        .hasSameElementsAs(fields);
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(deployment.journal.events()).isEmpty();
  }

  static Stream<Arguments> malformedInputs() {
    return Stream.of(
        malformed(Map.of(), "tenant", "instanceId"),
        malformed(Map.of("tenant", "acme"), "instanceId"),
        malformed(Map.of("instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", "", "instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", List.of("acme"), "instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", "a".repeat(3000), "instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", "acme\n", "instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", "[acme other]", "instanceId", 4711), "tenant"),
        malformed(Map.of("tenant", "acme", "instanceId", "04711"), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", " 4711"), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", "+4711"), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", "4711.0"), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", "1000000000000000000"), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", 1_000_000_000_000_000_000L), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", ""), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", List.of(4711)), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", 4711.5), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", 0), "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", -4711), "instanceId"),
        malformed(
            Map.of(
                "tenant",
                "acme",
                "instanceId",
                BigInteger.TWO.pow(64).add(BigInteger.valueOf(4711))),
            "instanceId"),
        malformed(Map.of("tenant", 1, "instanceId", true), "tenant", "instanceId"),
        malformed(Map.of("tenant", "acme", "instanceId", 4711, "user", "ann"), "user"));
  }

  private static Arguments malformed(Map<String, Object> input, String... fields) {
    return Arguments.of(input, List.of(fields));
  }

  @Test
  void a_tenant_that_cannot_be_one_is_refused_with_the_rule_and_without_the_value() {
    assertThat(invoke(Map.of("tenant", "x".repeat(3000), "instanceId", 4711)))
        .containsEntry("detail", "tenant has more than 255 characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"株式会社例", "https://acme.example/", "a b", " acme "})
  void a_tenant_is_taken_as_it_is(String tenant) {
    deployment.store(tenant, 4711);

    assertThat(read(tenant, 4711)).containsEntry("token", TOKEN);
    assertProblem(read(tenant + " ", 4711), 404, "unknown_instance");
  }

  @Test
  void an_id_may_be_its_decimal_text() {
    deployment.store("acme", 4711);

    assertThat(invoke(Map.of("tenant", "acme", "instanceId", "4711")))
        .isEqualTo(read("acme", 4711));
  }

  @Test
  void a_wake_up_ends_in_a_refusal_without_any_call() {
    var wakeUp =
        Json.object(
            "version", "0",
            "id", "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
            "detail-type", "Scheduled Event",
            "source", "aws.events",
            "account", "123456789012",
            "time", "2026-11-23T12:00:00Z",
            "region", "eu-central-1",
            "resources", List.of(),
            "detail", Map.of());

    assertProblem(invoke(wakeUp), 400, "invalid_request");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "authorization"})
  void a_malformed_value_is_not_repeated(String field) {
    var input = new HashMap<String, Object>(Map.of("tenant", "acme", "instanceId", 4711));
    input.put(field, List.of("a-value"));

    assertThat(invoke(input).toString()).doesNotContain("a-value");
  }

  @Test
  void an_internal_error_has_a_fixed_answer() {
    deployment.store("acme", 4711);

    var answer = deployment.tokens.handleRequest(new Faulty(), new FakeContext());

    assertProblem(answer, 500, "internal_error");
    assertThat(answer.toString()).doesNotContain("a-secret");
    assertThat(deployment.journal.line("request_failed"))
        .containsEntry("error", "java.lang.IllegalStateException");
    assertThat(deployment.journal.text()).doesNotContain("a-secret");
  }

  /** An input that throws when it is read. */
  private static final class Faulty extends HashMap<String, Object> {
    @Override
    public Object get(Object key) {
      throw new IllegalStateException("a-secret");
    }
  }

  @Test
  @Tag("R36")
  void a_result_does_not_print_the_token() {
    var found = new TokenResult.Found(new InstanceId(4711), TOKEN, "authorization");

    assertThat(found).hasToString("Found");
  }

  @Test
  void every_setting_that_is_missing_is_named_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new InstanceTokenFunction(Map.of()))
        .withMessageContainingAll(
            "DEPLOYMENT", "INSTANCES_TABLE", "SEALING_KEY", "CLOUD_ELEMENTS_SECRET", "AWS_REGION");
  }

  @Test
  void the_function_is_put_together_from_its_environment() {
    var environment =
        Map.of(
            "DEPLOYMENT", "test",
            "INSTANCES_TABLE", "instances",
            "SEALING_KEY", "key",
            "CLOUD_ELEMENTS_SECRET", ACCOUNT,
            "AWS_REGION", "eu-central-1");

    assertThat(Wiring.of(environment).readToken()).isNotNull();
  }

  private Map<String, Object> read(String tenant, long id) {
    return invoke(Map.of("tenant", tenant, "instanceId", id));
  }

  private Map<String, Object> invoke(Map<String, Object> input) {
    return deployment.tokens.handleRequest(input, new FakeContext());
  }

  private void assertDamaged(Map<String, Object> answer) {
    assertProblem(answer, 500, "damaged");
    assertThat(answer.toString()).doesNotContain(TOKEN);
    assertThat(deployment.journal.events()).containsExactly("seal_broken");
    assertThat(deployment.journal.line("seal_broken"))
        .containsEntry("purpose", "token")
        .containsEntry("tenant", "acme")
        .containsEntry("attemptId", ATTEMPT_ID.value());
  }

  private static void assertProblem(Map<String, Object> answer, int status, String code) {
    assertThat(answer)
        .containsEntry("status", status)
        .containsEntry("code", code)
        .containsEntry("requestId", "lambda-request")
        .doesNotContainKeys("token", "authorization");
  }
}
