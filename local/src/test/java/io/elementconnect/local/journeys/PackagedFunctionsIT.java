package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.lambda.LambdaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The whole flow through the packaged zips, each in a process of its own as Lambda runs it, fed
 * with the events.
 */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "Lambda's runtime interface client runs on Linux only")
class PackagedFunctionsIT {
  private static final JsonMapper JSON = new JsonMapper();

  private final LocalStack stack = Stack.shared();

  @Test
  void the_zips_connect_an_account_and_tell_about_it() throws IOException {
    var started = invoke("RedirectUrlFunction", startEvent());
    assertThat(started.path("statusCode").intValue())
        .as(started.path("body").textValue())
        .isEqualTo(201);
    var cookie = started.path("cookies").path(0).textValue().split(";", 2)[0];
    var body = JSON.readTree(started.path("body").textValue());
    Canaries.plant(cookie.split("=", 2)[1]);
    Canaries.plantParameters(body.path("oauthUrl").textValue(), "state");

    var callback = callbackEvent(Provider.allow(body.path("oauthUrl").textValue()), cookie);
    var returned = invoke("OAuthCallbackFunction", callback);
    assertThat(returned.path("statusCode").intValue()).isEqualTo(303);
    assertThat(returned.path("headers").path("location").textValue())
        .endsWith("&outcome=connected");

    var attemptEvent = event("attempt.json");
    ((ObjectNode) attemptEvent.path("pathParameters"))
        .put("attemptId", body.path("attemptId").textValue());
    var attempt =
        JSON.readTree(invoke("InstanceMetadataFunction", attemptEvent).path("body").textValue());
    assertThat(attempt.path("status").textValue()).isEqualTo("connected");

    var tokenEvent = event("instance-token.json");
    tokenEvent.set("instanceId", attempt.path("instanceId"));
    var token = invoke("InstanceTokenFunction", tokenEvent);
    Canaries.plant(token.path("token").textValue());
    assertThat(stack.simulator().ledger().secrets()).contains(token.path("token").textValue());
    assertThat(token.path("authorization").textValue())
        .startsWith("User ")
        .endsWith(", Element " + token.path("token").textValue());
  }

  @Test
  void the_daily_wake_up_ends_in_a_refusal() throws IOException {
    for (var function : stack.template().functions()) {
      var answer = invoke(function.logicalId(), event("wake-up.json"));

      var status = answer.path(answer.has("statusCode") ? "statusCode" : "status").intValue();
      assertThat(status).as(function.logicalId()).isBetween(400, 404);
    }
  }

  private JsonNode invoke(String logicalId, JsonNode event) throws IOException {
    var function =
        stack.template().functions().stream()
            .filter(candidate -> candidate.logicalId().equals(logicalId))
            .findFirst()
            .orElseThrow();
    try (var process = new LambdaProcess(function, Stack.root(), stack.awsEnvironment())) {
      var answer = JSON.readTree(process.invoke(event.toString()));
      assertThat(process.output())
          .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
      return answer;
    }
  }

  private ObjectNode startEvent() throws IOException {
    var event = event("start-post.json");
    var body = (ObjectNode) JSON.readTree(event.path("body").textValue());
    body.put("returnUrl", stack.frontendUrl() + "/");
    return event.put("body", body.toString());
  }

  private static ObjectNode callbackEvent(String callback, String cookie) throws IOException {
    var event = event("callback-allowed.json");
    event.put("rawQueryString", URI.create(callback).getRawQuery());
    event.putArray("cookies").add(cookie);
    return event;
  }

  private static ObjectNode event(String name) throws IOException {
    return (ObjectNode)
        JSON.readTree(Files.readString(Stack.root().resolve("events").resolve(name)));
  }
}
