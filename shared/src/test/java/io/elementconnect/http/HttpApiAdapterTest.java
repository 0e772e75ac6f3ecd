package io.elementconnect.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.journal.Journal;
import io.elementconnect.json.Json;
import io.elementconnect.testing.ExpectedHeaders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpApiAdapterTest {
  private static final String JSON_ROUTE = "GET /instances";
  private static final String PAGE_ROUTE = "GET /oauth/callback";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2030-01-01T12:00:00Z");
  private final HttpApiAdapter edge =
      new HttpApiAdapter(
          new Journal(new PrintStream(written, true, UTF_8), "acme-prod", () -> now), () -> now);

  @Test
  void an_answer_goes_out_with_the_id_of_the_request() {
    var response = serve(JSON_ROUTE, _ -> Response.json(200, Map.of("a", 1)));

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).isEqualTo("{\"a\":1}");
    assertThat(response.getHeaders()).containsEntry("x-request-id", "gateway-1");
  }

  @Test
  void the_request_is_handed_over() {
    serve(
        JSON_ROUTE,
        request -> {
          assertThat(request.route()).isEqualTo(JSON_ROUTE);
          assertThat(request.id()).isEqualTo("gateway-1");
          assertThat(request.millisecondsLeft()).isEqualTo(FixedContext.MILLISECONDS_LEFT);
          assertThat(Journal.REQUEST_ID.get()).isEqualTo("gateway-1");
          return Response.json(200, Map.of());
        });

    assertThat(lines()).extracting(line -> line.get("event")).containsExactly("request_answered");
  }

  @Test
  void an_answer_is_recorded_with_its_route_status_and_time() {
    serve(
        JSON_ROUTE,
        _ -> {
          now = now.plusMillis(12);
          return Response.json(201, Map.of());
        });

    assertThat(lines().getFirst())
        .containsEntry("event", "request_answered")
        .containsEntry("requestId", "gateway-1")
        .containsEntry("route", JSON_ROUTE)
        .containsEntry("status", 201)
        .containsEntry("milliseconds", 12);
  }

  @Test
  void a_program_is_asked_to_try_again() {
    var response = serve(JSON_ROUTE, HttpApiAdapterTest::unavailable);

    assertThat(response.getStatusCode()).isEqualTo(503);
    assertThat(response.getHeaders())
        .containsEntry("content-type", "application/problem+json; charset=utf-8")
        .containsEntry("retry-after", "5")
        .containsEntry("x-request-id", "gateway-1");
    assertThat(response.getBody())
        .contains("\"code\":\"try_again\"", "\"requestId\":\"gateway-1\"")
        .doesNotContain("canary");
  }

  @Test
  void a_person_is_asked_to_try_again_at_the_same_address() {
    var response = serve(PAGE_ROUTE, HttpApiAdapterTest::unavailable);

    assertThat(response.getStatusCode()).isEqualTo(503);
    assertThat(response.getHeaders())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("retry-after", "5")
        .containsEntry("x-request-id", "gateway-1");
    assertThat(response.getBody()).contains("<a href=\"\">Try again</a>").doesNotContain("canary");
  }

  @Test
  void what_was_unavailable_is_recorded() {
    serve(JSON_ROUTE, HttpApiAdapterTest::unavailable);

    assertThat(lines().getFirst())
        .containsEntry("event", "dependency_unavailable")
        .containsEntry("dependency", "store")
        .containsEntry("cause", "IllegalStateException");
    assertThat(written.toString(UTF_8)).doesNotContain("canary");
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("canary"),
        new NullPointerException("canary"),
        new StackOverflowError("canary"),
        new OutOfMemoryError("canary"),
        new ExceptionInInitializerError("canary"),
        new AssertionError("canary", new IllegalStateException("canary")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("R26")
  @Tag("R58")
  void an_internal_error_is_a_500_that_reveals_nothing(Throwable fault) {
    var json = serve(JSON_ROUTE, _ -> throwing(fault));
    var page = serve(PAGE_ROUTE, _ -> throwing(fault));

    assertThat(json.getStatusCode()).isEqualTo(500);
    assertThat(json.getHeaders()).isEqualTo(answered(ExpectedHeaders.problem()));
    assertThat(json.getBody()).contains("\"code\":\"internal_error\"");
    assertThat(page.getStatusCode()).isEqualTo(500);
    var headers = new HashMap<>(page.getHeaders());
    assertThat(headers.remove("content-security-policy")).matches(ExpectedHeaders.PAGE_POLICY);
    assertThat(headers).isEqualTo(answered(ExpectedHeaders.page()));
    assertThat(json.getBody() + page.getBody())
        .doesNotContain("canary", fault.getClass().getSimpleName(), "java.");
  }

  @Test
  @Tag("R58")
  void every_error_has_the_same_body() {
    var bodies = new HashSet<String>();
    faults().forEach(fault -> bodies.add(serve(JSON_ROUTE, _ -> throwing(fault)).getBody()));

    assertThat(bodies).hasSize(1);
  }

  @Test
  @Tag("R36")
  void an_error_is_recorded_without_its_message() {
    serve(JSON_ROUTE, _ -> throwing(new IllegalStateException("canary")));

    assertThat(lines())
        .extracting(line -> line.get("event"))
        .containsExactly("request_failed", "request_answered");
    assertThat(lines().getFirst()).containsEntry("error", "java.lang.IllegalStateException");
    assertThat(lines().getLast()).containsEntry("status", 500);
    assertThat(written.toString(UTF_8)).doesNotContain("canary");
  }

  @Test
  void a_wake_up_without_anything_is_answered_like_an_unknown_route() {
    var response =
        edge.serve(
            new APIGatewayV2HTTPEvent(),
            new FixedContext("lambda-1"),
            request -> {
              assertThat(request.route()).isEmpty();
              return Response.problem(Problem.UNKNOWN_ROUTE);
            });

    assertThat(response.getStatusCode()).isEqualTo(404);
    assertThat(response.getHeaders()).containsEntry("x-request-id", "lambda-1");
    assertThat(response.getBody()).contains("\"code\":\"not_found\"");
  }

  @Test
  @Tag("R23")
  void a_request_id_with_a_line_break_is_answered_under_lambdas() {
    var event = new APIGatewayV2HTTPEvent();
    event.setRequestContext(RequestContext.builder().withRequestId("a\r\nx: y").build());

    var response =
        edge.serve(
            event, new FixedContext("lambda-1"), _ -> Response.problem(Problem.UNKNOWN_ROUTE));

    assertThat(response.getStatusCode()).isEqualTo(404);
    assertThat(response.getHeaders()).containsEntry("x-request-id", "lambda-1");
    assertThat(lines().getFirst()).containsEntry("requestId", "lambda-1");
  }

  @Test
  void an_invocation_with_null_is_answered_too() {
    var response =
        edge.serve(
            null, new FixedContext("lambda-1"), _ -> Response.problem(Problem.UNKNOWN_ROUTE));

    assertThat(response.getStatusCode()).isEqualTo(404);
  }

  private static Map<String, String> answered(Map<String, String> headers) {
    headers.put("x-request-id", "gateway-1");
    return headers;
  }

  private static Response unavailable(Request request) {
    throw new Unavailable(Dependency.STORE, new IllegalStateException("canary"));
  }

  private static Response throwing(Throwable fault) {
    if (fault instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) fault;
  }

  private APIGatewayV2HTTPResponse serve(String route, Function<Request, Response> routes) {
    var event = new APIGatewayV2HTTPEvent();
    event.setRouteKey(route);
    event.setRequestContext(RequestContext.builder().withRequestId("gateway-1").build());
    return edge.serve(event, new FixedContext("lambda-1"), routes);
  }

  private List<Map<String, Object>> lines() {
    return written
        .toString(UTF_8)
        .lines()
        .map(line -> Json.parse(line.getBytes(UTF_8)).orElseThrow())
        .toList();
  }
}
