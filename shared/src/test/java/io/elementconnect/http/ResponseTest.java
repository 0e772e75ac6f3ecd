package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.journal.Journal;
import io.elementconnect.json.FieldError;
import io.elementconnect.testing.ExpectedHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  @Test
  @Tag("R26")
  void json_has_exactly_its_headers() {
    var response = Response.json(201, Map.of("a", 1));

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"a\":1}");
    assertThat(response.cookies()).isEmpty();
    assertThat(response.headers()).isEqualTo(ExpectedHeaders.json());
  }

  @Test
  @Tag("R26")
  void a_problem_has_exactly_its_headers() {
    var response = Response.problem(Problem.UNKNOWN_ROUTE);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headers()).isEqualTo(ExpectedHeaders.problem());
  }

  @Test
  void a_problem_may_have_more_members() {
    assertThat(Response.problem(Problem.TRY_AGAIN, Map.of("attemptId", "iii")).body())
        .contains("\"code\":\"try_again\"", "\"attemptId\":\"iii\"");
  }

  @Test
  @Tag("R26")
  void a_redirect_has_exactly_its_headers_and_no_body() {
    var response = Response.seeOther("https://app.example.com/?attempt=iii&outcome=connected");

    assertThat(response.status()).isEqualTo(303);
    assertThat(response.body()).isEmpty();
    var expected = ExpectedHeaders.wayBack();
    expected.put("location", "https://app.example.com/?attempt=iii&outcome=connected");
    assertThat(response.headers()).isEqualTo(expected);
  }

  @Test
  void one_more_header_or_cookie_leaves_the_answer_itself_alone() {
    var response = Response.json(200, Map.of());

    var more = response.with("retry-after", "2").withCookie("a=1").withCookie("b=2");

    assertThat(more.headers())
        .containsEntry("retry-after", "2")
        .containsAllEntriesOf(ExpectedHeaders.any());
    assertThat(more.cookies()).containsExactly("a=1", "b=2");
    assertThat(response.headers()).doesNotContainKey("retry-after");
    assertThat(response.cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: a=b", "a\nb", "a\rb", "a\0", "\u010a", "\u007f"})
  @Tag("R23")
  void a_header_is_one_line(String value) {
    assertThatThrownBy(() -> Response.seeOther(value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Response.json(200, Map.of()).with("name", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(value);
    assertThatThrownBy(() -> Response.json(200, Map.of()).withCookie(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_event_says_what_the_answer_says() {
    var event = Response.json(200, Map.of("a", 1)).withCookie("a=1").toEvent();

    assertThat(event.getStatusCode()).isEqualTo(200);
    assertThat(event.getHeaders()).containsAllEntriesOf(ExpectedHeaders.any());
    assertThat(event.getCookies()).containsExactly("a=1");
    assertThat(event.getBody()).isEqualTo("{\"a\":1}");
    assertThat(event.getIsBase64Encoded()).isFalse();
  }

  @Test
  void a_refusal_has_the_members_of_rfc_9457_and_its_code() {
    assertThat(Problem.of(ProblemType.OTHER_CODE, "Detail.").toJson())
        .isEqualTo(
            Map.of(
                "type", "about:blank",
                "code", "other_code",
                "title", "Another authorization code",
                "status", 409,
                "detail", "Detail."));
  }

  @Test
  void a_refusal_names_the_request_that_is_being_served() {
    ScopedValue.where(Journal.REQUEST_ID, "request-1")
        .run(() ->
            assertThat(Problem.UNKNOWN_ROUTE.toJson()).containsEntry("requestId", "request-1"));
  }

  @Test
  void an_invalid_request_is_reported_field_by_field() {
    var refusal =
        Problem.invalid(
            List.of(
                new FieldError("name", "is required"),
                new FieldError("tags", "may be at most 10")));

    assertThat(refusal.toJson())
        .containsEntry("status", 400)
        .containsEntry("code", "invalid_request")
        .containsEntry("detail", "name is required; tags may be at most 10.")
        .containsEntry(
            "errors",
            List.of(
                Map.of("field", "name", "reason", "is required"),
                Map.of("field", "tags", "reason", "may be at most 10")));
  }

  @Test
  @Tag("R36")
  void it_prints_nothing_that_goes_out() {
    assertThat(Response.seeOther("https://app.example.com/#completion=abc").withCookie("a=b"))
        .hasToString("Response");
  }
}
