package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people and programs are told when something is wrong, over HTTP. */
class UnhappyTest {
  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final Browser browser = new Browser();

  @Test
  void an_unknown_state_gets_a_page() {
    assertPage(browser.get(stack.apiUrl() + "/oauth/callback?code=c&state=" + "x".repeat(43)), 404);
  }

  @Test
  @Tag("R17")
  void the_eleventh_start_in_a_window_has_to_wait() {
    for (int i = 0; i < 10; i++) {
      ann.start(browser);
    }

    var answer = ann.start(browser, ann.body(Map.of()));

    assertProblem(answer, 429, "too_many_starts");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void what_is_wrong_with_a_start_is_named() {
    var answer =
        ann.start(
            browser,
            ann.body(
                Map.of(
                    "returnUrl",
                    "https://evil.test/",
                    "tags",
                    List.of("ec:local:x"),
                    "colour",
                    "red",
                    "configuration",
                    Map.of("infusionsoft.server", "169.254.169.254"))));

    assertProblem(answer, 400, "invalid_request");
    assertThat(User.json(answer).path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "returnUrl", "tags", "colour", "configuration.infusionsoft.server");
  }

  @Test
  @Tag("R42")
  void without_a_token_the_gateway_refuses() {
    assertThat(browser.get(stack.apiUrl() + "/instances").statusCode()).isEqualTo(401);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(User.json(answer).path("code").textValue()).isEqualTo(code);
    assertThat(User.json(answer).path("requestId").textValue())
        .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
  }

  private static void assertPage(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).contains("<h1>").doesNotContain("Exception", "script>");
  }
}
