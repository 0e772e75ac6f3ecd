package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The right browser, with its key, touches the callback without showing it to anybody: to look
 * ahead, as a part of another page, or by another method.
 */
class UnopenedCallbackTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String callback = attempt.allowed();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  @Tag("R28")
  void another_method_is_no_callback(String method) {
    var before = attempt.item();

    var answer = touch(request().method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("x-request-id")).isEmpty();
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertOpenedConnects();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"})
  @Tag("R28")
  void no_header_makes_another_method_a_callback(String header) {
    var before = attempt.item();

    var answer = touch(request().POST(BodyPublishers.noBody()).header(header, "GET"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @Test
  @Tag("R28")
  void a_preflight_is_the_gateways_and_touches_nothing() {
    var before = attempt.item();

    var answer =
        touch(
            request()
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", scenario.stack().frontendUrl())
                .header("Access-Control-Request-Method", "GET"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertOpenedConnects();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose, prefetch",
    "Sec-Purpose, prefetch;prerender",
    "sec-purpose, prefetch;anonymous-client-ip",
    "Purpose, prefetch",
    "Sec-Fetch-Mode, cors",
    "Sec-Fetch-Mode, no-cors",
    "Sec-Fetch-Mode, same-origin",
    "Sec-Fetch-Mode, websocket",
    "Sec-Fetch-Mode, nested-navigate",
    "Sec-Fetch-Dest, iframe",
    "Sec-Fetch-Dest, frame",
    "Sec-Fetch-Dest, embed",
    "Sec-Fetch-Dest, object",
    "Sec-Fetch-Dest, image",
    "Sec-Fetch-Dest, script",
    "Sec-Fetch-Dest, empty"
  })
  @Tag("R29")
  void what_nobody_opened_is_refused_and_spends_nothing(String header, String value) {
    var before = attempt.item();

    var answer = touch(request().header(header, value));

    assertThat(gist(answer)).isEqualTo("403 page");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.body()).doesNotContain(attempt.state(), "code=");
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertOpenedConnects();
  }

  @Test
  @Tag("R29")
  void a_prefetched_denial_denies_nothing() {
    var before = attempt.item();
    var denial = HttpRequest.newBuilder(URI.create(attempt.denied()));

    assertThat(gist(touch(denial.header("Sec-Purpose", "prefetch")))).isEqualTo("403 page");

    assertThat(attempt.item()).isEqualTo(before);
    assertOpenedConnects();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(callback));
  }

  private HttpResponse<String> touch(HttpRequest.Builder request) {
    return attempt.broughtBy(attempt.browser(), request);
  }

  /** As a browser says that a person follows a link. */
  private void assertOpenedConnects() {
    var opened =
        touch(
            request()
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Sec-Fetch-Site", "cross-site"));
    assertThat(gist(opened)).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }
}
