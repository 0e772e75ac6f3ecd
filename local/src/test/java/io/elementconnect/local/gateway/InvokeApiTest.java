package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.template.HttpApiResource.Cors;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvokeApiTest {
  private static final String ORIGIN = "http://localhost:8081";
  private static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:Telling";

  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    var functions =
        List.of(
            TestGateway.function(Handlers.Telling.class, Map.of("A", "1", "AWS_REGION", "own")),
            TestGateway.function(Handlers.Stuck.class, Map.of(), Duration.ofMillis(50)));
    var cors =
        new Cors(
            List.of(ORIGIN),
            List.of("POST"),
            List.of("authorization"),
            List.of(),
            true,
            Duration.ZERO);
    gateway = TestGateway.start(new Api(functions, List.of(), cors));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_function_is_invoked_by_its_name() throws Exception {
    var answer = invoke("Telling", "{\"tenant\":\"acme\"}");
    var result = new ObjectMapper().readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-amz-executed-version")).hasValue("$LATEST");
    assertThat(answer.headers().firstValue("x-amz-function-error")).isEmpty();
    assertThat(result.path("event")).hasToString("{\"tenant\":\"acme\"}");
    assertThat(result.path("function").asText()).isEqualTo("Telling");
    assertThat(result.path("version").asText()).isEqualTo("$LATEST");
    assertThat(result.path("arn").asText()).isEqualTo(ARN);
    assertThat(result.path("remaining").asInt()).isEqualTo(20_000);
  }

  @Test
  void what_all_functions_get_wins_over_their_own_environment() throws Exception {
    assertThat(environment().path("A").asText()).isEqualTo("1");
    assertThat(environment().path("AWS_REGION").asText()).isEqualTo("eu-west-1");
  }

  @Test
  void a_function_has_the_credentials_of_its_role_in_a_session_of_its_own() throws Exception {
    assertThat(environment().path("AWS_ACCESS_KEY_ID").asText()).isEqualTo("TellingRole");
    assertThat(environment().path("AWS_SECRET_ACCESS_KEY").asText()).isNotEmpty();
    assertThat(environment().path("AWS_SESSION_TOKEN").asText()).isEqualTo("Telling");
  }

  @Test
  void an_alias_is_named_in_the_name_the_arn_or_the_query() throws Exception {
    for (String path :
        List.of(
            "Telling:live/invocations",
            "000000000000:function:Telling:live/invocations",
            (ARN + ":live").replace(":", "%3A") + "/invocations",
            "Telling/invocations?Qualifier=live")) {
      var answer = gateway.send(signed("/2015-03-31/functions/" + path, "{}"));

      assertThat(answer.headers().firstValue("x-amz-executed-version")).hasValue("live");
      assertThat(answer.body()).contains("\"version\":\"live\"", "\"arn\":\"" + ARN + ":live\"");
    }
  }

  @Test
  void no_payload_is_an_empty_object() throws Exception {
    assertThat(invoke("Telling", "").body()).contains("\"event\":{}");
  }

  @Test
  void a_handler_that_throws_is_a_function_error() throws Exception {
    var answer = invoke("Telling", "{\"fail\":1}");
    var error = new ObjectMapper().readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-amz-function-error")).hasValue("Unhandled");
    assertThat(error.path("errorMessage").asText()).isEqualTo("asked to fail");
    assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("stackTrace").path(0).asText()).contains("Handlers$Telling");
  }

  @Test
  void a_timeout_is_a_function_error() throws Exception {
    var answer = invoke("Stuck", "{}");

    assertThat(answer.headers().firstValue("x-amz-function-error")).hasValue("Unhandled");
    assertThat(answer.body()).contains("Task timed out after 0.05 seconds", "Sandbox.Timedout");
  }

  @Test
  void a_function_that_is_not_there_is_not_found() throws Exception {
    var answer = invoke("Lost", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("x-amzn-errortype"))
        .hasValue("ResourceNotFoundException");
    assertThat(answer.body())
        .contains("\"Type\":\"User\"", "Function not found: " + ARN.replace("Telling", "Lost"));
  }

  @Test
  void a_call_without_a_signature_is_refused_and_no_page_can_make_one() throws Exception {
    var path = "/2015-03-31/functions/Telling/invocations";
    var unsigned = gateway.request(path).POST(BodyPublishers.ofString("{}"));
    var preflight =
        gateway
            .request(path)
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", ORIGIN)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization");

    assertThat(gateway.send(unsigned).statusCode()).isEqualTo(403);
    assertThat(gateway.send(unsigned.header("Authorization", "Bearer x")).statusCode())
        .isEqualTo(403);
    assertThat(gateway.send(preflight).headers().map())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void what_lambda_would_not_take_is_refused() throws Exception {
    assertRefused(invoke("Telling", "{"), 400, "InvalidRequestContentException");
    assertRefused(invoke("Tell!", "{}"), 400, "ValidationException");
    assertRefused(
        invoke("Telling", "\"" + "a".repeat(6 * 1024 * 1024) + "\""),
        413,
        "RequestTooLargeException");
    assertRefused(
        gateway.send(
            signed("/2015-03-31/functions/Telling/invocations", "{}")
                .header("X-Amz-Invocation-Type", "Event")),
        400,
        "InvalidParameterValueException");
    assertRefused(
        gateway.send("GET", "/2015-03-31/functions/Telling"), 404, "UnknownOperationException");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue(type);
  }

  private JsonNode environment() throws Exception {
    return new ObjectMapper().readTree(invoke("Telling", "{}").body()).path("environment");
  }

  private HttpResponse<String> invoke(String function, String payload)
      throws IOException, InterruptedException {
    return gateway.send(signed("/2015-03-31/functions/" + function + "/invocations", payload));
  }

  private HttpRequest.Builder signed(String path, String payload) {
    return gateway
        .request(path)
        .POST(BodyPublishers.ofString(payload))
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20300101/eu-west-1/lambda");
  }
}
