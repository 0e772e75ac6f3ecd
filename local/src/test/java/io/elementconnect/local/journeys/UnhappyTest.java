package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.local.simulator.Route;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs are told when something is wrong, over HTTP. */
class UnhappyTest {
  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final Browser browser = new Browser();

  @AfterEach
  void nothing_of_cloud_elements_stays_broken() {
    stack.simulator().heal();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 502, cloud_elements_refused",
    "404, 502, cloud_elements_refused",
    "500, 502, cloud_elements_refused",
    "429, 503, cloud_elements_busy"
  })
  void an_error_of_cloud_elements_at_the_start_stores_nothing(int status, int ours, String code) {
    fault(Route.OAUTH_URL, new Fault.Status(status), Effect.BEFORE, 2);

    assertProblem(ann.start(browser, ann.body(Map.of())), ours, code);
  }

  @Test
  void silence_of_cloud_elements_at_the_start_is_a_504() {
    fault(Route.OAUTH_URL, new Fault.Close(), Effect.BEFORE, 10);

    assertProblem(ann.start(browser, ann.body(Map.of())), 504, "cloud_elements_unreachable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>gateway</html>", "", "{\"oauthUrl\": 7}", "[]"})
  void nonsense_of_cloud_elements_at_the_start_is_a_502(String body) {
    fault(Route.OAUTH_URL, new Fault.Body(body), Effect.BEFORE, 1);

    assertProblem(ann.start(browser, ann.body(Map.of())), 502, "cloud_elements_unreadable");
  }

  @Test
  void a_redirect_url_that_leads_elsewhere_is_not_given_out() {
    fault(
        Route.OAUTH_URL,
        new Fault.Body("{\"element\":\"infusionsofterp\",\"oauthUrl\":\"https://evil.test/\"}"),
        Effect.BEFORE,
        1);

    assertProblem(ann.start(browser, ann.body(Map.of())), 502, "unsafe_authorize_url");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void a_definite_refusal_of_the_exchange_is_a_failure(int status) {
    var started = ann.start(browser);
    fault(Route.CREATE_INSTANCE, new Fault.Status(status), Effect.BEFORE, 1);

    var answer = browser.get(Provider.allow(started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=failed");
    var problem = User.json(ann.get("/attempts/" + started.attemptId())).path("problem");
    assertThat(problem.path("code").textValue()).isEqualTo("cloud_elements_refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504})
  void an_exchange_of_unknown_effect_is_settling_and_never_sent_again(int status) {
    var started = ann.start(browser);
    var callback = Provider.allow(started.oauthUrl());
    fault(Route.CREATE_INSTANCE, new Fault.Status(status), Effect.AFTER, 1);
    var before = Upstream.creations(stack);

    var answer = browser.get(callback);
    browser.get(callback);

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=settling");
    assertThat(ann.status(started.attemptId())).isEqualTo("settling");
    assertThat(Upstream.creations(stack) - before).isEqualTo(1);
    assertThat(Store.attempt(stack, started.attemptId()))
        .containsKeys("repairAt", "repairShard")
        .doesNotContainKey("ttl");
  }

  @Test
  void an_exchange_that_breaks_off_is_settling() {
    var started = ann.start(browser);
    fault(Route.CREATE_INSTANCE, new Fault.Close(), Effect.AFTER, 1);
    var before = Upstream.creations(stack);

    var answer = browser.get(Provider.allow(started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=settling");
    assertThat(Upstream.creations(stack) - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{\"name\":\"no id\"}",
        "{\"id\":7,\"element\":{\"key\":\"infusionsofterp\"}}"
      })
  void an_unreadable_success_is_settling(String body) {
    var started = ann.start(browser);
    fault(Route.CREATE_INSTANCE, new Fault.Body(body), Effect.AFTER, 1);

    var answer = browser.get(Provider.allow(started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=settling");
  }

  @Test
  void an_instance_of_another_element_is_left_to_an_operator() {
    var started = ann.start(browser);
    fault(
        Route.CREATE_INSTANCE,
        new Fault.Body("{\"id\":7,\"token\":\"t\",\"element\":{\"key\":\"stripe\"}}"),
        Effect.AFTER,
        1);

    browser.get(Provider.allow(started.oauthUrl()));

    assertThat(ann.status(started.attemptId())).isEqualTo("needs_operator");
  }

  @Test
  void secrets_that_were_rotated_are_read_again() {
    var started = ann.start(browser);
    stack.rotateUserSecret();

    var answer = browser.get(Provider.allow(started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("&outcome=connected");
    assertThat(Upstream.taggedFor(stack, started.attemptId())).hasSize(1);
  }

  @Test
  void an_unknown_state_gets_a_page() {
    assertPage(browser.get(stack.apiUrl() + "/oauth/callback?code=c&state=" + "x".repeat(43)), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=c",
        "state=short&code=c",
        "state=S&state=S&code=c",
        "state=S",
        "state=S&code=a&code=b",
        "state=S&code=a&error=b",
        "state=S&code=%C3%28",
        "state=S&error=%3Cscript%3E%0d%0a"
      })
  void a_malformed_callback_gets_a_page_and_changes_nothing(String query) {
    var started = ann.start(browser);
    var state = State.in(started.oauthUrl());
    var before = Store.attempt(stack, started.attemptId());

    assertPage(
        browser.get(stack.apiUrl() + "/oauth/callback?" + query.replace("=S", "=" + state)), 400);

    assertThat(Store.attempt(stack, started.attemptId())).isEqualTo(before);
  }

  @Test
  void another_tenants_instance_and_an_unknown_one_look_the_same() {
    var started = ann.start(browser);
    browser.get(Provider.allow(started.oauthUrl()));
    var id = User.json(ann.get("/attempts/" + started.attemptId())).path("instanceId").longValue();
    var eve = User.unique(stack);

    var foreign = eve.get("/instances/" + id);
    var unknown = eve.get("/instances/987654321");

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(withoutRequestId(foreign)).isEqualTo(withoutRequestId(unknown));
    assertThat(eve.get("/attempts/" + started.attemptId()).statusCode()).isEqualTo(404);
  }

  @Test
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
  void without_a_token_the_gateway_refuses() {
    assertThat(browser.get(stack.apiUrl() + "/instances").statusCode()).isEqualTo(401);
  }

  private void fault(Route route, Fault.Kind kind, Effect effect, int times) {
    stack.simulator().fault(new Fault(route, kind, effect, times));
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

  private static String withoutRequestId(HttpResponse<String> answer) {
    var id = answer.headers().firstValue("x-request-id").orElseThrow();
    return answer.body().replace(id, "");
  }
}
