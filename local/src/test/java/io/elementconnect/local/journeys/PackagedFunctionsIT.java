package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.lambda.LambdaProcess;
import io.elementconnect.local.template.FunctionResource;
import io.elementconnect.local.template.RouteEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole flow through the packaged zips, each in a process of its own as Lambda runs it, fed
 * with the events.
 */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "Lambda's runtime interface client runs on Linux only")
class PackagedFunctionsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, LambdaProcess> PROCESSES = new HashMap<>();

  private final LocalStack stack = Stack.shared();

  @AfterAll
  static void stop() {
    PROCESSES.values().forEach(LambdaProcess::close);
  }

  @Test
  void the_zips_connect_an_account_and_tell_about_it() throws IOException {
    var started = start();

    var callback = Events.callback(Provider.allow(started.oauthUrl()), started.cookie());
    assertThat(location(invokeCallback(callback))).endsWith("&outcome=connected");

    var attemptEvent = Events.read("attempt.json");
    pathParameters(attemptEvent).put("attemptId", started.attemptId());
    var attempt = body(invoke("InstanceMetadataFunction", attemptEvent));
    assertThat(attempt.path("status").textValue()).isEqualTo("connected");

    var tokenEvent = Events.read("instance-token.json");
    tokenEvent.set("instanceId", attempt.path("instanceId"));
    var token = invoke("InstanceTokenFunction", tokenEvent);
    Canaries.plant(token.path("token").textValue());
    assertThat(stack.simulator().ledger().secrets()).contains(token.path("token").textValue());
    assertThat(token.path("authorization").textValue())
        .startsWith("User ")
        .endsWith(", Element " + token.path("token").textValue());
  }

  @Test
  void the_zips_complete_what_another_browser_brought_back() throws IOException {
    var started = start();

    var callback = Events.callbackWithoutBrowserKey(Provider.allow(started.oauthUrl()));
    var location = location(invokeCallback(callback));
    Canaries.plantParameters(location, "completion");
    assertThat(location).contains("&outcome=confirm#completion=");

    var completion = location.substring(location.indexOf('=', location.indexOf('#')) + 1);
    var completed = invokeCallback(Events.complete("acme", started.attemptId(), completion));
    assertThat(status(completed)).as(completed.path("body").textValue()).isEqualTo(200);
    var metadata = body(completed);
    assertThat(metadata.path("attemptId").textValue()).isEqualTo(started.attemptId());

    var instance = Events.read("instance.json");
    pathParameters(instance).put("id", metadata.path("id").asText());
    assertThat(body(invoke("InstanceMetadataFunction", instance))).isEqualTo(metadata);
  }

  @ParameterizedTest
  @CsvSource({
    "start-post.json, 400",
    "start-get.json, 400",
    "callback-allowed.json, 404",
    "callback-without-browser-key.json, 404",
    "callback-denied.json, 404",
    "callback-repeated-parameter.json, 400",
    "complete.json, 404",
    "attempt.json, 404",
    "instance.json, 404",
    "instances.json, 200"
  })
  void an_event_as_it_stands_names_nothing_that_is_here(String name, int status)
      throws IOException {
    var event = Events.read(name);
    var function =
        stack.template().routes().stream()
            .filter(route -> route.key().equals(event.path("routeKey").textValue()))
            .map(RouteEvent::functionLogicalId)
            .findFirst()
            .orElseThrow();

    assertThat(status(invoke(function, event))).isEqualTo(status);
  }

  @Test
  void the_reconciler_runs_and_settles_what_waits() throws IOException {
    assertThat(invoke("ReconcilerFunction", Events.read("reconciler-repair.json")).path("reason"))
        .hasToString("\"done\"");
    assertThat(invoke("ReconcilerFunction", Events.read("reconciler-settle.json")).path("code"))
        .hasToString("\"unknown_attempt\"");
  }

  @Test
  void the_daily_wake_up_ends_in_a_refusal() throws IOException {
    for (var function : stack.template().functions()) {
      var answer = invoke(function.logicalId(), Events.read("wake-up.json"));

      var status = answer.path(answer.has("statusCode") ? "statusCode" : "status").intValue();
      assertThat(status).as(function.logicalId()).isBetween(400, 404);
    }
  }

  private record Started(String attemptId, String oauthUrl, String cookie) {}

  private Started start() throws IOException {
    var answer = invoke("RedirectUrlFunction", startEvent());
    assertThat(status(answer)).as(answer.path("body").textValue()).isEqualTo(201);
    var cookie = answer.path("cookies").path(0).textValue().split(";", 2)[0];
    var oauthUrl = body(answer).path("oauthUrl").textValue();
    Canaries.plant(cookie.split("=", 2)[1]);
    Canaries.plantParameters(oauthUrl, "state");
    return new Started(body(answer).path("attemptId").textValue(), oauthUrl, cookie);
  }

  /**
   * A process that is new, on a busy machine, may find too little time left for a claim; then
   * nothing is spent, and the same request works.
   */
  private JsonNode invokeCallback(JsonNode event) throws IOException {
    var answer = invoke("OAuthCallbackFunction", event);
    return status(answer) == 503 ? invoke("OAuthCallbackFunction", event) : answer;
  }

  private JsonNode invoke(String logicalId, JsonNode event) throws IOException {
    var process = PROCESSES.get(logicalId);
    if (process == null) {
      process = new LambdaProcess(function(logicalId), Stack.root(), stack.awsEnvironment());
      PROCESSES.put(logicalId, process);
    }
    var answer = JSON.readTree(process.invoke(event.toString()));
    assertThat(process.output()).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    return answer;
  }

  private FunctionResource function(String logicalId) {
    return stack.template().functions().stream()
        .filter(candidate -> candidate.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  private ObjectNode startEvent() throws IOException {
    var event = Events.read("start-post.json");
    var body = (ObjectNode) JSON.readTree(event.path("body").textValue());
    body.put("returnUrl", stack.frontendUrl() + "/");
    return event.put("body", body.toString());
  }

  private static int status(JsonNode answer) {
    return answer.path("statusCode").intValue();
  }

  private static JsonNode body(JsonNode answer) throws IOException {
    return JSON.readTree(answer.path("body").textValue());
  }

  private static String location(JsonNode answer) {
    assertThat(status(answer)).isEqualTo(303);
    return answer.path("headers").path("location").textValue();
  }

  private static ObjectNode pathParameters(ObjectNode event) {
    return (ObjectNode) event.path("pathParameters");
  }
}
