package io.elementconnect.oauthcallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.elementconnect.testing.HttpCall;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthCallbackFunctionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "$default", "POST /oauth/callback", "GET /attempts/{attemptId}/complete"})
  void other_routes_are_not_found(String route) {
    var deployment = new Deployment();

    var answer = HttpCall.to(route).answeredBy(deployment.function);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void every_setting_that_is_missing_is_named_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new OAuthCallbackFunction(Map.of()))
        .withMessageContainingAll(
            "DEPLOYMENT",
            "ATTEMPTS_TABLE",
            "INSTANCES_TABLE",
            "SEALING_KEY",
            "CLOUD_ELEMENTS_URL",
            "CLOUD_ELEMENTS_SECRET",
            "ELEMENT_SECRETS_PREFIX",
            "FRONTEND_ORIGINS",
            "CONSOLE_URL",
            "TENANT_CLAIM",
            "USER_CLAIM",
            "AWS_REGION");
  }

  @Test
  @Tag("R55")
  void an_unsafe_setting_is_named() {
    var environment = environment();
    environment.put("CLOUD_ELEMENTS_URL", "http://api.cloud-elements.com/elements/api-v2");
    environment.put("AWS_ENDPOINT_URL", "http://evil.test");

    assertThatIllegalStateException()
        .isThrownBy(() -> new OAuthCallbackFunction(environment))
        .withMessageContainingAll("CLOUD_ELEMENTS_URL", "AWS_ENDPOINT_URL");
  }

  @Test
  void the_function_is_put_together_from_its_environment() {
    assertThat(Wiring.of(environment()).callbacks()).isNotNull();
  }

  private static Map<String, String> environment() {
    return new HashMap<>(
        Map.ofEntries(
            Map.entry("DEPLOYMENT", "test"),
            Map.entry("ATTEMPTS_TABLE", "attempts"),
            Map.entry("INSTANCES_TABLE", "instances"),
            Map.entry("SEALING_KEY", "key"),
            Map.entry("CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2"),
            Map.entry("CLOUD_ELEMENTS_SECRET", "test/cloud-elements"),
            Map.entry("ELEMENT_SECRETS_PREFIX", "test/elements/"),
            Map.entry("FRONTEND_ORIGINS", "https://app.example.com"),
            Map.entry("CONSOLE_URL", "https://my.cloud-elements.com"),
            Map.entry("TENANT_CLAIM", "tenant"),
            Map.entry("USER_CLAIM", "sub"),
            Map.entry("AWS_REGION", "eu-central-1")));
  }
}
