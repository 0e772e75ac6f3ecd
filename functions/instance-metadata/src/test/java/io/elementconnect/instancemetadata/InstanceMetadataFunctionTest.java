package io.elementconnect.instancemetadata;

import static io.elementconnect.instancemetadata.Deployment.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.elementconnect.testing.ExpectedHeaders;
import io.elementconnect.testing.HttpCall;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMetadataFunctionTest {
  private final Deployment deployment = new Deployment();

  @ParameterizedTest
  @ValueSource(strings = {"", "$default", "GET /instances/{id}/token", "POST /instances"})
  void other_routes_are_not_found(String route) {
    var answer = HttpCall.to(route).by(ANN).path("id", "1").answeredBy(deployment.metadata);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void each_answer_has_its_headers_and_its_request_id() {
    var answer = HttpCall.to("GET /instances").by(ANN).answeredBy(deployment.metadata);

    var expected = ExpectedHeaders.json();
    expected.put("x-request-id", "gateway-request");
    assertThat(answer.headers()).isEqualTo(expected);
  }

  @Test
  void every_setting_that_is_missing_is_named_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new InstanceMetadataFunction(Map.of()))
        .withMessageContainingAll(
            "DEPLOYMENT",
            "ATTEMPTS_TABLE",
            "INSTANCES_TABLE",
            "CLOUD_ELEMENTS_URL",
            "CONSOLE_URL",
            "TENANT_CLAIM",
            "USER_CLAIM",
            "AWS_REGION");
  }

  @Test
  void the_function_is_put_together_from_its_environment() {
    var environment =
        Map.of(
            "DEPLOYMENT", "test",
            "ATTEMPTS_TABLE", "attempts",
            "INSTANCES_TABLE", "instances",
            "CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2",
            "CONSOLE_URL", "https://my.cloud-elements.com",
            "TENANT_CLAIM", "tenant",
            "USER_CLAIM", "sub",
            "AWS_REGION", "eu-central-1");

    assertThat(Wiring.of(environment).instances()).isNotNull();
  }
}
