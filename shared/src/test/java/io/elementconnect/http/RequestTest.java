package io.elementconnect.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  private final APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();

  @Test
  void everything_that_counts_is_taken_from_the_event() {
    var jwt = Authorizer.JWT.builder().withClaims(Map.of("sub", "ann")).build();
    event.setRouteKey("GET /instances/{id}");
    event.setPathParameters(Map.of("id", "42"));
    event.setRawQueryString("a=1&a=2");
    event.setHeaders(Map.of("origin", "https://app.example.com"));
    event.setBody("body");
    event.setRequestContext(
        RequestContext.builder()
            .withRequestId("gateway-1")
            .withDomainName("api.example.com")
            .withAuthorizer(Authorizer.builder().withJwt(jwt).build())
            .build());

    var request = request();

    assertThat(request.route()).isEqualTo("GET /instances/{id}");
    assertThat(request.id()).isEqualTo("gateway-1");
    assertThat(request.domain()).isEqualTo("api.example.com");
    assertThat(request.pathParameter("id")).isEqualTo("42");
    assertThat(request.rawQuery()).isEqualTo("a=1&a=2");
    assertThat(request.header("origin")).hasValue("https://app.example.com");
    assertThat(request.claims()).isEqualTo(Map.of("sub", "ann"));
    assertThat(request.body()).hasValue("body".getBytes(UTF_8));
    assertThat(request.millisecondsLeft()).isEqualTo(28_000);
  }

  @Test
  void an_event_without_anything_is_an_empty_request() {
    var request = request();

    assertThat(request.route()).isEmpty();
    assertThat(request.id()).isEqualTo("lambda-1");
    assertThat(request.domain()).isEmpty();
    assertThat(request.pathParameters()).isEmpty();
    assertThat(request.pathParameter("id")).isEmpty();
    assertThat(request.rawQuery()).isEmpty();
    assertThat(request.headers()).isEmpty();
    assertThat(request.cookies().single("a")).isEmpty();
    assertThat(request.claims()).isEmpty();
    assertThat(request.body()).hasValue(new byte[0]);
  }

  @Test
  void a_context_without_anything_is_no_error() {
    event.setRequestContext(new RequestContext());
    assertThat(request().id()).isEqualTo("lambda-1");

    event.setRequestContext(RequestContext.builder().withAuthorizer(new Authorizer()).build());
    assertThat(request().claims()).isEmpty();

    event.setRequestContext(
        RequestContext.builder()
            .withAuthorizer(Authorizer.builder().withJwt(new Authorizer.JWT()).build())
            .build());
    assertThat(request().claims()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "content-type", "CONTENT-TYPE"})
  @Tag("R06")
  void the_case_of_a_header_does_not_count(String name) {
    event.setHeaders(Map.of(name, "text/plain"));

    assertThat(request().header("content-type")).hasValue("text/plain");
    assertThat(request().header("Content-type")).hasValue("text/plain");
  }

  @Test
  @Tag("R06")
  void cookies_come_as_a_list() {
    event.setCookies(List.of("a=1", "b=2"));

    assertThat(request().cookies().single("a")).hasValue("1");
    assertThat(request().cookies().single("b")).hasValue("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "cookie", "COOKIE"})
  @Tag("R06")
  void cookies_come_as_a_header(String name) {
    event.setHeaders(Map.of(name, "a=1; b=2"));

    assertThat(request().cookies().single("a")).hasValue("1");
    assertThat(request().cookies().single("b")).hasValue("2");
  }

  @Test
  @Tag("R06")
  void a_cookie_in_list_and_header_with_two_values_has_none() {
    event.setCookies(List.of("a=1"));
    event.setHeaders(Map.of("cookie", "a=2"));

    assertThat(request().cookies().single("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", "b=2; a=1", "a=1,a=1", "a=1, a=1"})
  @Tag("R06")
  void a_cookie_in_list_and_header_with_one_value_counts_once(String header) {
    event.setCookies(List.of("a=1"));
    event.setHeaders(Map.of("Cookie", header));

    assertThat(request().cookies().single("a")).hasValue("1");
  }

  @Test
  @Tag("R06")
  void the_cookies_of_two_headers_are_taken_together() {
    event.setHeaders(Map.of("Cookie", "a=1; b=2", "cookie", "c=3; a=1", "COOKIE", "b=4"));

    assertThat(request().cookies().single("a")).hasValue("1");
    assertThat(request().cookies().single("b")).isEmpty();
    assertThat(request().cookies().single("c")).hasValue("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2003a=1,\u2003a=1", "\u2003a=1,a=1", "a=1,\u2003a=1", "a=1\n,a=1"})
  @Tag("R04")
  void what_is_no_space_or_tab_joins_no_cookie(String header) {
    event.setHeaders(Map.of("cookie", header));

    assertThat(request().cookies().single("a")).isNotEqualTo(Optional.of("1"));
  }

  static Stream<Map<String, String>> once() {
    return Stream.of(
        Map.of("X-A", "v", "x-a", "v"),
        Map.of("x-a", "v,v"),
        Map.of("x-a", "v, v"),
        Map.of("x-a", "v \t, v,v"),
        Map.of("X-A", "v, v", "x-a", "v", "X-a", "v,v"));
  }

  @ParameterizedTest
  @MethodSource("once")
  @Tag("R06")
  void a_header_that_comes_twice_with_one_value_counts_once(Map<String, String> headers) {
    event.setHeaders(headers);

    assertThat(request().header("x-a")).hasValue("v");
  }

  static Stream<Map<String, String>> different() {
    return Stream.of(
        Map.of("X-A", "v", "x-a", "w"),
        Map.of("X-A", "v", "x-a", ""),
        Map.of("x-a", "v, w"),
        Map.of("x-a", "v,"),
        Map.of("x-a", ",v"),
        Map.of("X-A", "v, v", "x-a", "w, w"));
  }

  @ParameterizedTest
  @MethodSource("different")
  @Tag("R06")
  void a_header_with_two_values_matches_neither(Map<String, String> headers) {
    event.setHeaders(headers);

    assertThat(request().header("x-a")).isPresent();
    assertThat(request().header("x-a").orElseThrow()).isNotIn("v", "w", "");
  }

  @Test
  void what_is_null_is_absent() {
    var nothing = new HashMap<String, String>();
    nothing.put("a", null);
    var jwt = Authorizer.JWT.builder().withClaims(nothing).build();
    event.setHeaders(nothing);
    event.setPathParameters(nothing);
    event.setCookies(Arrays.asList(null, "a=1", null));
    event.setRequestContext(
        RequestContext.builder().withAuthorizer(Authorizer.builder().withJwt(jwt).build()).build());

    var request = request();

    assertThat(request.header("a")).isEmpty();
    assertThat(request.pathParameter("a")).isEmpty();
    assertThat(request.claims()).isEmpty();
    assertThat(request.cookies().single("a")).hasValue("1");
  }

  @Test
  @Tag("R18")
  void a_decoded_query_is_not_read() {
    event.setRawQueryString("state=a%2Bb");
    event.setQueryStringParameters(Map.of("state", "c", "error", "d"));

    assertThat(request().rawQuery()).isEqualTo("state=a%2Bb");

    event.setRawQueryString(null);
    assertThat(request().rawQuery()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\r\nset-cookie: b=c", "a\nb", "a b", "\0", "a\u007f", "é", "\ud83d"})
  @Tag("R23")
  void an_id_that_no_header_can_hold_is_replaced_by_lambdas(String id) {
    event.setRequestContext(RequestContext.builder().withRequestId(id).build());

    assertThat(request().id()).isEqualTo("lambda-1");
  }

  @Test
  void an_id_has_at_most_128_characters() {
    var longest = "JKJaXmPLvHcESHA=".repeat(8);
    event.setRequestContext(RequestContext.builder().withRequestId(longest).build());
    assertThat(request().id()).isEqualTo(longest);

    event.setRequestContext(RequestContext.builder().withRequestId(longest + "A").build());
    assertThat(request().id()).isEqualTo("lambda-1");
  }

  @Test
  @Tag("R31")
  void a_base64_body_is_decoded_once() {
    var body = "{\"a\":\"é\"}".getBytes(UTF_8);
    event.setIsBase64Encoded(true);
    event.setBody(Base64.getEncoder().encodeToString(body));

    assertThat(request().body()).hasValue(body);
  }

  @Test
  void a_text_body_is_not_decoded() {
    event.setBody("YWJj");

    assertThat(request().body()).hasValue("YWJj".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "YW=j", "YWJj\n", "YW J", "YWJj=", "a-_b"})
  @Tag("R31")
  void broken_base64_is_no_body(String body) {
    event.setIsBase64Encoded(true);
    event.setBody(body);

    assertThat(request().body()).isEmpty();
  }

  @Test
  @Tag("R31")
  void a_base64_body_over_the_limit_is_not_decoded() {
    event.setIsBase64Encoded(true);
    event.setBody("!".repeat(6 * 1024 * 1024));

    assertThat(request().body()).map(body -> body.length).hasValue(JsonBody.MAX_BYTES + 1);
  }

  @Test
  @Tag("R36")
  void it_prints_nothing_that_came() {
    event.setRawQueryString("code=abc");

    assertThat(request()).hasToString("Request");
  }

  private Request request() {
    return Request.of(event, "lambda-1", 28_000);
  }
}
