package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.attempts.BrowserKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that has another key than the one that began the attempt, or none, proves nothing. */
class ForgedBrowserKeyTest {
  private static final String NAME = "__Host-connect";
  private static final String FUNCTION = "local-oauth-callback";

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String key = attempt.browser().cookie(NAME);
  private final String callback = attempt.allowed();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  /** Of what an attacker sees, and of what lies in the table. */
  static Stream<Named<Function<ForgedBrowserKeyTest, String>>> forgeries() {
    return Stream.of(
        Named.of("nothing", test -> NAME + "="),
        Named.of("1", test -> NAME + "=1"),
        Named.of("the state", test -> NAME + "=" + test.attempt.state()),
        Named.of("the attempt's id, the state's hash", test -> NAME + "=" + test.attempt.id()),
        Named.of("the id's hash", test -> NAME + "=" + hash(test.attempt.id())),
        Named.of("the stored hash", test -> NAME + "=" + hash(test.key)),
        Named.of("the key of another user", test -> NAME + "=" + test.keyOfAnotherUser()),
        Named.of("the key in quotes", test -> NAME + "=\"" + test.key + "\""),
        Named.of("the key in lower case", test -> NAME + "=" + test.key.toLowerCase(Locale.ROOT)),
        Named.of("the key and more", test -> NAME + "=" + test.key + "A"),
        Named.of("the key cut", test -> NAME + "=" + test.key.substring(1)),
        Named.of("a name in lower case", test -> "__host-connect=" + test.key),
        Named.of("a name without the prefix", test -> "connect=" + test.key),
        Named.of("another prefix", test -> "__Secure-connect=" + test.key),
        Named.of("a longer name", test -> "x" + NAME + "=" + test.key),
        Named.of("within another cookie", test -> "x=" + NAME + "=" + test.key),
        Named.of(
            "two keys, the right one first",
            test -> NAME + "=" + test.key + "; " + NAME + "=" + test.attempt.state()),
        Named.of(
            "two keys, the right one last",
            test -> NAME + "=" + test.attempt.state() + "; " + NAME + "=" + test.key));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  @Tag("R04")
  void a_forged_key_is_none(Function<ForgedBrowserKeyTest, String> forgery) {
    var cookie = forgery.apply(this);
    var before = attempt.item();

    var answer = attempt.broughtBy(new Browser(), request(callback).header("Cookie", cookie));

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulBrowserConnects();
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-connect", "browserKey", "key", "cookie"})
  @Tag("R04")
  void a_key_in_the_query_is_none(String parameter) {
    var before = attempt.item();

    var answer =
        attempt.broughtBy(new Browser(), callback + "&" + parameter + "=" + NAME + "=" + key);
    var bare = attempt.broughtBy(new Browser(), callback + "&" + parameter + "=" + key);

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(gist(bare)).isEqualTo("303 confirm");
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-connect", "X-Cookie", "Set-Cookie", "Cookie2", "Authorization"})
  @Tag("R43")
  void a_key_in_another_header_is_none(String header) {
    var before = attempt.item();

    var answer =
        attempt.broughtBy(new Browser(), request(callback).header(header, NAME + "=" + key));

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', __Host-connect=",
    "'', __Host-connect=S",
    "state=, ''",
    "state=, __Host-connect=",
    "state=, __Host-connect=S",
    "state=S&state=S, ''",
    "state=S&state=S, __Host-connect=",
    "state=S&state=S, __Host-connect=S",
    "state=S&state=S, __Host-connect=K",
    "state=R, ''",
    "state=R, __Host-connect=",
    "state=R, __Host-connect=S",
    "state=R, __Host-connect=K",
    "state=I, __Host-connect=K"
  })
  @Tag("R05")
  void without_one_known_state_it_fails_closed(String stated, String sent) {
    var before = attempt.item();
    var query = filled(stated, "=");
    var cookie = filled(sent, "=");

    var answer =
        attempt.broughtBy(
            new Browser(),
            request(scenario.stack().apiUrl() + "/oauth/callback?code=some-code&" + query)
                .header("Cookie", cookie));

    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulBrowserConnects();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "cookie", "COOKIE"})
  @Tag("R06")
  void the_case_of_the_header_does_not_matter(String header) {
    var wrong = attempt.state();

    var stranger =
        attempt.broughtBy(new Browser(), request(callback).header(header, NAME + "=" + wrong));
    assertThat(gist(stranger)).isEqualTo("303 confirm");
    assertThat(scenario.posts()).isZero();

    var own = attempt.broughtBy(new Browser(), request(callback).header(header, NAME + "=" + key));
    assertThat(gist(own)).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookies", "Cookie", "cookie", "COOKIE"})
  @Tag("R06")
  void the_form_of_the_event_does_not_matter(String place) {
    assertThat(invoked(place, attempt.state())).contains("outcome=confirm#");
    var two = key + "; " + NAME + "=" + attempt.state();
    assertThat(invoked(place, two)).contains("outcome=confirm#");
    assertThat(scenario.posts()).isZero();

    assertThat(invoked(place, key + "; " + NAME + "=" + key)).endsWith("outcome=connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R06")
  void a_key_in_two_places_counts_once_and_two_keys_never() {
    var event = Events.callbackWithoutBrowserKey(callback);
    event.putArray("cookies").add(NAME + "=" + key).addNull();
    event.withObject("/headers").put("Cookie", NAME + "=" + attempt.state());
    assertThat(invoked("cookie", event, NAME + "=" + key)).contains("outcome=confirm#");
    assertThat(scenario.posts()).isZero();

    event.withObject("/headers").putNull("Cookie");
    assertThat(invoked("cookie", event, NAME + "=" + key)).endsWith("outcome=connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  /**
   * Browsers let any host of a site set a cookie whose name begins so, for to them it has no prefix
   * (the bypass of cookie prefixes that PortSwigger published in 2025).
   */
  @ParameterizedTest
  @ValueSource(strings = {"\u2000", "\u3000", "\u2028", "\u0085", "\u00a0", "\u001f", "\u000b"})
  @Tag("R04")
  void a_key_that_another_host_of_the_site_could_set_is_none(String before) {
    for (var place : List.of("cookies", "cookie")) {
      var event = Events.callbackWithoutBrowserKey(callback);
      var pair = before + NAME + "=" + key;

      assertThat(invoked(place, event, pair)).contains("outcome=confirm#");
      assertThat(invoked(place, event, "theme=dark; " + pair)).contains("outcome=confirm#");
    }
    assertThat(scenario.posts()).isZero();
  }

  @Test
  @Tag("R04")
  void a_start_takes_no_key_from_somebody_else_but_the_browser_itself() {
    var planted = hash(attempt.id());

    var answer =
        new Browser()
            .send(
                scenario
                    .ann()
                    .request("/elements/infusionsofterp/oauth/url?" + NAME + "=" + planted)
                    .header("Content-Type", "application/json")
                    .header("X-Cookie", NAME + "=" + planted)
                    .POST(HttpRequest.BodyPublishers.ofString(scenario.ann().body(Map.of()))));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith(NAME + "=")
        .doesNotContain(planted)
        .endsWith("; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400");
  }

  private String invoked(String place, String value) {
    return invoked(place, Events.callbackWithoutBrowserKey(callback), NAME + "=" + value);
  }

  private String invoked(String place, ObjectNode event, String pairs) {
    if (place.equals("cookies")) {
      event.putArray("cookies").add(pairs);
    } else {
      event.withObject("/headers").put(place, pairs);
    }
    var answer = Invoke.function(scenario.stack(), FUNCTION, event.toString());
    assertThat(answer.path("statusCode").intValue()).isEqualTo(303);
    var location = answer.at("/headers/location").textValue();
    Canaries.plantParameters(location, "completion");
    return location;
  }

  private void assertRightfulBrowserConnects() {
    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  /** S is the state, R one that nobody has, I the attempt's public id, K the right key. */
  private String filled(String form, String before) {
    return form.replace(before + "S", before + attempt.state())
        .replace(before + "R", before + hash(attempt.id()))
        .replace(before + "I", before + attempt.id())
        .replace(before + "K", before + key);
  }

  private String keyOfAnotherUser() {
    return scenario.begin(User.unique(scenario.stack())).browser().cookie(NAME);
  }

  private static String hash(String text) {
    return new BrowserKey(text).hash();
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }
}
