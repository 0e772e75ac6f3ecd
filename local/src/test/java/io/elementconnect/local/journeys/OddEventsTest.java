package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.LocalStack;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may invoke a function directly can give it any event: each ends in an answer. */
class OddEventsTest {
  private static final Map<String, String> EVENTS =
      Map.of(
          "start-post.json", "local-redirect-url",
          "callback-allowed.json", "local-oauth-callback",
          "complete.json", "local-oauth-callback",
          "instances.json", "local-instance-metadata");

  private final LocalStack stack = Stack.shared();

  static Stream<Named<Consumer<ObjectNode>>> changes() {
    return Stream.of(
        Named.of("a null cookie", event -> event.putArray("cookies").addNull()),
        Named.of("a null header", event -> event.withObject("/headers").putNull("cookie")),
        Named.of("a null type", event -> event.withObject("/headers").putNull("content-type")),
        Named.of("no headers", event -> event.putNull("headers")),
        Named.of("no route", event -> event.putNull("routeKey")),
        Named.of("no context", event -> event.putNull("requestContext")),
        Named.of("a context without anything", event -> event.putObject("requestContext")),
        Named.of("a line break in the id", event -> requestId(event, "a\r\nset-cookie: b=c")),
        Named.of("a control character in the id", event -> requestId(event, "\u0000\u0085")),
        Named.of("no id", event -> event.withObject("/requestContext").putNull("requestId")),
        Named.of("null parameters", event -> event.putNull("pathParameters")),
        Named.of(
            "a null parameter",
            event -> event.putObject("pathParameters").putNull("attemptId").putNull("keyOrId")),
        Named.of(
            "a null claim",
            event -> event.withObject("/requestContext/authorizer/jwt/claims").putNull("sub")));
  }

  @ParameterizedTest
  @MethodSource("changes")
  @Tag("R58")
  void an_odd_event_is_answered(Consumer<ObjectNode> change) {
    EVENTS.forEach((name, function) -> {
      var event = Events.read(name);
      change.accept(event);

      var answer = Invoke.function(stack, function, event.toString());

      assertThat(answer.path("statusCode").intValue()).as(name).isBetween(200, 499);
      assertThat(answer.at("/headers/x-request-id").textValue()).as(name).matches("[!-~]+");
    });
  }

  @Test
  void the_decoded_query_is_not_read() {
    var event = Events.read("instances.json");
    event.put("rawQueryString", "limit=1");
    event.putObject("queryStringParameters").put("limit", "none").put("tenant", "other");

    var answer = Invoke.function(stack, "local-instance-metadata", event.toString());

    assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"cookies\":[null],\"requestContext\":{\"requestId\":\"a\\nb\"}}",
        "{\"tenant\":null,\"instanceId\":null}",
        "{\"tenant\":[null],\"instanceId\":{}}",
        "{\"settle\":null}",
        "{\"settle\":{\"attemptId\":null,\"instanceId\":[null],\"failed\":null}}",
        "{\"\":null}"
      })
  void an_odd_input_is_answered(String input) {
    for (var function : new String[] {"local-instance-token", "local-reconciler"}) {
      var answer = Invoke.function(stack, function, input);

      assertThat(answer.path("status").intValue()).as(function).isEqualTo(400);
      assertThat(answer.path("code").textValue()).as(function).isEqualTo("invalid_request");
    }
  }

  private static void requestId(ObjectNode event, String id) {
    event.withObject("/requestContext").put("requestId", id);
  }
}
