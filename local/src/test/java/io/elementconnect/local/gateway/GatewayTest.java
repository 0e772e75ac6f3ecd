package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.testing.BlockedCommonPool;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayTest {

  @Test
  void a_route_that_is_not_there_is_not_found() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "GET /pets"))) {
      assertAnswer(gateway.get("/dogs"), 404, "Not Found");
      assertAnswer(gateway.send("POST", "/pets"), 404, "Not Found");
      assertAnswer(gateway.send("OPTIONS", "/pets"), 404, "Not Found");
      assertThat(gateway.send("HEAD", "/pets").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_handler_of_event_types_gets_and_gives_them() throws Exception {
    var api = TestGateway.api(Handlers.Typed.class, "GET /pets/{id}");
    try (var gateway = TestGateway.start(api)) {
      var answer = gateway.get("/pets/7");

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo("GET /pets/{id} 7");
      assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2; Secure");
    }
  }

  @Test
  void a_handler_that_throws_is_a_server_error_without_its_message() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Failing.class, "GET /"))) {
      assertAnswer(gateway.get("/"), 500, "Internal Server Error");
    }
  }

  @Test
  void a_handler_beyond_its_timeout_is_interrupted() throws Exception {
    var stuck =
        TestGateway.function(
            Handlers.Stuck.class, Map.of("TEST", "timeout"), Duration.ofMillis(50));
    try (var gateway = TestGateway.start(TestGateway.api(stuck, "GET /"))) {
      assertAnswer(gateway.get("/"), 500, "Internal Server Error");
      assertThat(Handlers.Stuck.interrupted("timeout").get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void an_answer_beyond_the_integration_limit_is_not_waited_for() throws Exception {
    var stuck = TestGateway.function(Handlers.Stuck.class, Map.of("TEST", "limit"));
    try (var gateway = TestGateway.start(TestGateway.api(stuck, "GET /"), Duration.ofMillis(50))) {
      assertAnswer(gateway.get("/"), 503, "Service Unavailable");
      assertThat(Handlers.Stuck.interrupted("limit")).isNotDone();
    }
  }

  @Test
  void one_handler_serves_requests_at_the_same_time() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Meeting.class, "GET /"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> gateway.get("/"));

      assertThat(gateway.get("/").body()).isEqualTo("1");
      assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("1");
    }
  }

  @Test
  void an_answer_does_not_need_the_common_pool() throws Exception {
    // Released first, so that even a gateway that needs the pool can be closed.
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "GET /"));
        var _ = new BlockedCommonPool()) {
      var request = gateway.request("/").timeout(Duration.ofSeconds(5));

      assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void request_line_and_header_values_have_a_limit() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "GET /"))) {
      var rest = headSize(gateway) - 1;

      assertThat(gateway.send(gateway.request("/").header("x", "a".repeat(10_240 - rest))))
          .returns(200, HttpResponse::statusCode);
      assertAnswer(
          gateway.send(gateway.request("/").header("x", "a".repeat(10_241 - rest))),
          431,
          "Request Header Fields Too Large");
    }
  }

  @Test
  void a_body_has_a_limit() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "POST /"))) {
      var tooMuch = BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]);

      // Of any route, so that it is not the limit of the event.
      assertAnswer(
          gateway.send(gateway.request("/lost").POST(tooMuch)), 413, "Request Entity Too Large");
    }
  }

  @Test
  void an_event_has_lambdas_limit() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "POST /"))) {
      // As base64 these are more than 6 MB.
      var tooMuch = BodyPublishers.ofByteArray(new byte[5 * 1024 * 1024]);

      assertAnswer(
          gateway.send(gateway.request("/").POST(tooMuch)), 413, "Request Entity Too Large");
    }
  }

  @Test
  void a_result_has_lambdas_limit() throws Exception {
    var size = 6 * 1024 * 1024 + 100 - 2;
    assertThat(answerOfSize(size).statusCode()).isEqualTo(200);
    assertAnswer(answerOfSize(size + 1), 500, "Internal Server Error");
  }

  @Test
  void a_function_without_its_handler_stops_the_start() {
    assertThatThrownBy(() -> TestGateway.start(TestGateway.api(Handlers.Unmakeable.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unmakeable")
        .rootCause()
        .hasMessageStartingWith("no DEPLOYMENT among ");
    assertThatThrownBy(() -> TestGateway.start(TestGateway.api(Handlers.Untyped.class)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TestGateway.start(TestGateway.api(String.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void a_route_to_no_function_stops_the_start() {
    var api =
        new Api(
            List.of(),
            List.of(TestGateway.route("GET /", "LostFunction", Optional.empty())),
            TestGateway.NO_CORS);

    assertThatThrownBy(() -> TestGateway.start(api))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LostFunction");
  }

  /** The size of a request with the header x of one character. */
  private static int headSize(TestGateway gateway) throws Exception {
    var headers = gateway.json(gateway.request("/").header("x", "a")).path("headers");
    var sent = List.of("host", "user-agent", "x");
    return "GET / HTTP/1.1".length()
        + sent.stream().mapToInt(name -> headers.path(name).asText().length()).sum();
  }

  private static HttpResponse<String> answerOfSize(int size) throws Exception {
    var function =
        TestGateway.function(
            Handlers.Fixed.class, Map.of("RESULT", "\"" + "a".repeat(size) + "\""));
    try (var gateway = TestGateway.start(TestGateway.api(function, "GET /"))) {
      return gateway.get("/");
    }
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
  }
}
