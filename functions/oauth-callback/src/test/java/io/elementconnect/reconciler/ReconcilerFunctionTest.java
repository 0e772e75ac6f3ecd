package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.testing.FakeContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilerFunctionTest {
  private static final String NOT_ONE =
      "is required, or one of sweep, list and settle; only one of them is allowed";
  private static final String NEITHER = "is required, or failed instead";
  private static final String NO_ID = "must be 43 base64url characters";

  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @ParameterizedTest
  @MethodSource("malformedInputs")
  void malformed_input_is_refused_by_name(Map<String, Object> input, List<FieldError> errors) {
    reconciliation.unknown(null);

    var answer = reconciliation.invoke(input);

    assertThat(answer)
        .containsEntry("status", 400)
        .containsEntry("code", "invalid_request")
        .containsEntry("requestId", "lambda-request");
    assertThat(answer)
        .extractingByKey("errors", list(Map.class))
        .isEqualTo(
            errors.stream()
                .map(error -> Json.object("field", error.field(), "reason", error.reason()))
                .toList());
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(reconciliation.questions()).isEmpty();
    assertThat(deployment.journal.events()).isEmpty();
  }

  static Stream<Arguments> malformedInputs() {
    var flag = "must be true or false";
    var number = "must be a whole number";
    var digits = "must be a positive number of at most 18 digits";
    return Stream.of(
        malformed(Map.of(), "repair", NOT_ONE),
        malformed(Map.of("repair", false), "repair", NOT_ONE),
        malformed(Map.of("repair", true, "sweep", true), "repair", NOT_ONE),
        malformed(Map.of("sweep", true, "list", true), "repair", NOT_ONE),
        malformed(Map.of("list", true, "settle", settle("failed", true)), "repair", NOT_ONE),
        malformed(Map.of("repair", "true"), "repair", flag, "repair", NOT_ONE),
        malformed(Map.of("sweep", 1), "sweep", flag, "repair", NOT_ONE),
        malformed(Map.of("list", List.of()), "list", flag, "repair", NOT_ONE),
        malformed(Map.of("settle", true), "settle", "must be an object", "repair", NOT_ONE),
        malformed(Map.of("repair", true, "tenant", "acme"), "tenant", "is not known"),
        settlement(Map.of(), "attemptId", "is required", "attemptId", NO_ID, "instanceId", NEITHER),
        settlement(Map.of("failed", true, "attemptId", "short"), "attemptId", NO_ID),
        settlement(
            Map.of("failed", true, "attemptId", 1),
            "attemptId",
            "must be a text",
            "attemptId",
            NO_ID),
        settlement(Map.of("attemptId", ID.value()), "instanceId", NEITHER),
        settlement(settle("failed", false), "instanceId", NEITHER),
        settlement(settle("failed", "true"), "failed", flag, "instanceId", NEITHER),
        settlement(settle("instanceId", "01"), "instanceId", digits),
        settlement(settle("instanceId", ""), "instanceId", digits),
        settlement(settle("instanceId", 1.5), "instanceId", number),
        settlement(settle("instanceId", true), "instanceId", number),
        settlement(settle("instanceId", 0), "instanceId", digits),
        settlement(settle("instanceId", -1), "instanceId", digits),
        settlement(
            settle("instanceId", BigInteger.TWO.pow(64).add(BigInteger.ONE)), "instanceId", number),
        settlement(
            Map.of("attemptId", ID.value(), "instanceId", 1, "failed", true),
            "instanceId",
            NEITHER),
        settlement(
            Map.of("attemptId", ID.value(), "failed", true, "user", "ann"),
            "user",
            "is not known"));
  }

  private static Map<String, Object> settle(String name, Object value) {
    return Map.of("attemptId", ID.value(), name, value);
  }

  private static Arguments settlement(Map<String, Object> settlement, String... errors) {
    for (int i = 0; i < errors.length; i += 2) {
      errors[i] = "settle." + errors[i];
    }
    return malformed(Map.of("settle", settlement), errors);
  }

  /** An input, and its errors: fields and reasons by turns. */
  private static Arguments malformed(Map<String, Object> input, String... errors) {
    var all =
        Stream.iterate(0, i -> i < errors.length, i -> i + 2)
            .map(i -> new FieldError(errors[i], errors[i + 1]))
            .toList();
    return Arguments.of(input, all);
  }

  @Test
  @SuppressWarnings("NullAway") // Lambda gives what it was invoked with
  void no_input_is_refused_like_an_empty_one() {
    assertThat(deployment.reconciler.handleRequest(null, new FakeContext()))
        .isEqualTo(reconciliation.invoke(Map.of()));
  }

  @Test
  void a_wake_up_ends_in_a_refusal_without_any_call() {
    assertThat(reconciliation.invoke(Map.of("source", "aws.events", "detail", Map.of())))
        .containsEntry("status", 400);

    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void every_setting_that_is_missing_is_named_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new ReconcilerFunction(Map.of()))
        .withMessageContainingAll(
            "DEPLOYMENT",
            "ATTEMPTS_TABLE",
            "INSTANCES_TABLE",
            "SEALING_KEY",
            "CLOUD_ELEMENTS_URL",
            "CLOUD_ELEMENTS_SECRET",
            "AWS_REGION");
  }

  @Test
  void the_function_is_put_together_from_its_environment() {
    var environment =
        Map.of(
            "DEPLOYMENT", "test",
            "ATTEMPTS_TABLE", "attempts",
            "INSTANCES_TABLE", "instances",
            "SEALING_KEY", "key",
            "CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2",
            "CLOUD_ELEMENTS_SECRET", "test/cloud-elements",
            "AWS_REGION", "eu-central-1");

    assertThat(Wiring.of(environment).settleAttempt()).isNotNull();
  }
}
