package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger, the provider or Cloud Elements writes does not come back in an answer. */
class ReflectionTest {
  private static final String MARK = "reflected";
  private static final List<String> EVIL =
      List.of(
          "<script>" + MARK + "</script>",
          "\"><img src=x onerror=" + MARK + ">",
          "</script><svg onload=" + MARK + ">",
          "javascript:" + MARK,
          MARK + "\r\nSet-Cookie: a=b\r\nX-Injected: 1",
          MARK + "\r\n\r\n<h1>",
          MARK + "\u0000\u2028");

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();

  @AfterEach
  void the_invariants_hold() {
    scenario.heal();
    // Some of these instances exist nowhere but in an answer.
    scenario.history().check();
  }

  static Stream<String> callbacks() {
    return EVIL.stream()
        .map(Query::encode)
        .flatMap(evil ->
            Stream.of(
                "state=S&error=" + evil,
                "state=S&error=access_denied&error_description=" + evil + "&error_uri=" + evil,
                "state=S&error=access_denied&" + evil + "=1",
                "state=S&code=" + evil + "&code=" + evil,
                "state=" + evil + "&code=c",
                "state=S&colour=" + evil,
                evil));
  }

  @ParameterizedTest
  @MethodSource("callbacks")
  @Tag("R23")
  @Tag("R24")
  void nothing_of_a_callback_comes_back(String form) {
    var callback =
        scenario.stack().apiUrl() + "/oauth/callback?" + form.replace("=S", "=" + attempt.state());

    assertNotReflected(attempt.broughtBy(new Browser(), callback));
    assertNotReflected(attempt.back(callback));
    assertNotReflected(attempt.read());
    assertThat(scenario.posts()).isZero();
  }

  @Test
  @Tag("R23")
  @Tag("R24")
  void nothing_of_what_cloud_elements_made_comes_back() {
    for (var evil : EVIL) {
      var made = scenario.begin();
      var id = 1_000_000_000L + (UUID.randomUUID().getMostSignificantBits() >>> 34);
      var body = new JsonMapper().createObjectNode();
      body.put("id", id).put("name", evil).put("token", "token-" + UUID.randomUUID());
      body.put("description", evil).putArray("tags").add(evil);
      body.putObject("element").put("key", "infusionsofterp").put("name", evil);
      scenario.fails(CREATE_INSTANCE, new Fault.Body(body.toString()), BEFORE);

      var answer = made.back(made.allowed());

      assertThat(gist(answer)).isEqualTo("303 connected");
      assertNotReflected(answer);
      assertNotReflected(made.read());
      assertNotReflected(scenario.ann().get("/instances/" + id));
      assertThat(User.json(scenario.ann().get("/instances/" + id)).path("name").textValue())
          .isEqualTo("Acme's Infusionsoft");
    }
    assertNotReflected(scenario.ann().get("/instances"));
    assertThat(scenario.posts()).isEqualTo(EVIL.size());
  }

  @Test
  @Tag("R23")
  @Tag("R24")
  void nothing_of_a_refusal_by_cloud_elements_comes_back() {
    for (var evil : EVIL) {
      var refused = scenario.begin();
      var body =
          new JsonMapper()
              .createObjectNode()
              .put("message", evil)
              .put("providerMessage", evil)
              .put("requestId", "58b4a1e2e4b0c1d2e3f4a5b6")
              .put("other", evil)
              .toString();
      scenario.fails(CREATE_INSTANCE, new Fault.Body(400, "application/json", body), BEFORE);

      assertNotReflected(refused.back(refused.allowed()));
      assertNotReflected(refused.read());
      assertThat(refused.problem()).isEqualTo("cloud_elements_refused");
    }
    assertThat(scenario.posts()).isEqualTo(EVIL.size());
  }

  @Test
  @Tag("R25")
  void every_way_back_is_a_303_to_an_address_without_code_and_state() {
    var expired = scenario.begin();
    var expiredCallback = expired.allowed();
    Store.expire(scenario.stack(), expired.id());
    var failed = scenario.begin();
    var denied = scenario.begin();
    var callback = attempt.allowed();

    assertThat(
            Stream.of(
                attempt.broughtBy(new Browser(), callback),
                attempt.back(callback),
                attempt.back(callback),
                attempt.broughtBy(new Browser(), attempt.denied()),
                denied.back(denied.denied()),
                denied.back(denied.allowed()),
                failed.back(failed.allowed().replace("dt123", "dt364")),
                expired.back(expiredCallback),
                expired.broughtBy(new Browser(), expiredCallback)))
        .allSatisfy(answer -> {
          assertThat(answer.statusCode()).isEqualTo(303);
          var location = answer.headers().firstValue("Location").orElseThrow();
          assertThat(location).startsWith(scenario.ann().returnUrl() + "?attempt=");
          assertThat(Query.parse(URI.create(location).getRawQuery()).orElseThrow().names())
              .containsExactly("attempt", "outcome");
          assertThat(answer.body()).isEmpty();
          assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        });
    assertThat(scenario.posts()).isEqualTo(1);
  }

  private static void assertNotReflected(HttpResponse<String> answer) {
    var headers = answer.headers().map().toString().replaceFirst("#completion=[A-Za-z0-9_-]*", "");
    assertThat((headers + answer.body()).toLowerCase(Locale.ROOT))
        .doesNotContain(MARK, "<script", "<svg", "<img", "onerror", "javascript:");
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-injected");
    assertThat(answer.statusCode()).isNotEqualTo(500);
  }
}
