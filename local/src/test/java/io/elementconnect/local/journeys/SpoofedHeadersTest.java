package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Store;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that anybody can write decide nothing. */
class SpoofedHeadersTest {
  // Stands for the name of the tenant, or of the user, who is attacked.
  private static final String VICTIM = "<victim>";
  private static final String START = "/elements/infusionsofterp/oauth/url";

  private final Scenario scenario = new Scenario();
  private final LocalStack stack = scenario.stack();
  private final User ann = scenario.ann();
  private final User eve = User.unique(stack);
  private final Scenario.Attempt anns = scenario.begin();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  /** What proxies, load balancers and frameworks have believed. */
  static Stream<Map<String, String>> spoofed() {
    return Stream.of(
        Map.of("X-Forwarded-Host", "evil.test", "X-Forwarded-Proto", "https"),
        Map.of("X-Forwarded-Host", "evil.test:443, localhost", "X-Forwarded-Port", "443"),
        Map.of("Forwarded", "for=127.0.0.1;host=evil.test;proto=https"),
        Map.of("X-Original-Host", "evil.test", "X-Host", "evil.test"),
        Map.of("X-Forwarded-Uri", "/instances", "X-Original-URL", "/instances"),
        Map.of("X-Rewrite-URL", "/oauth/callback", "X-Forwarded-Prefix", "//evil.test"),
        Map.of("X-Tenant-Id", VICTIM, "X-User-Id", VICTIM),
        Map.of("X-Tenant", VICTIM, "X-User", VICTIM, "X-Forwarded-User", VICTIM),
        Map.of("X-Amzn-Request-Context", "{\"tenant\":\"" + VICTIM + "\"}"),
        Map.of("User-Agent", "ELB-HealthChecker/2.0"),
        Map.of("X-Real-IP", "127.0.0.1", "X-Forwarded-For", "127.0.0.1", "True-Client-IP", "::1"));
  }

  @ParameterizedTest
  @MethodSource("spoofed")
  @Tag("R43")
  void a_start_leads_back_to_the_configured_address_and_belongs_to_its_caller(
      Map<String, String> headers) {
    var plain = User.json(eve.start(new Browser(), eve.body(Map.of())));

    var started = User.json(send(eve.request(START), headers, eve.body(Map.of())));

    var url = started.path("oauthUrl").textValue();
    assertThat(shape(url)).isEqualTo(shape(plain.path("oauthUrl").textValue()));
    var item = Store.attempt(stack, started.path("attemptId").textValue());
    assertThat(Store.text(item, "tenant")).isEqualTo(eve.tenant());
    assertThat(Store.text(item, "user")).isEqualTo(eve.name());
    assertThat(Store.text(item, "callbackUrl")).isEqualTo(stack.apiUrl() + "/oauth/callback");
  }

  @ParameterizedTest
  @MethodSource("spoofed")
  @Tag("R43")
  void nobody_reads_or_completes_what_is_anothers(Map<String, String> headers) {
    var completion = anns.completion(anns.allowed());
    var before = anns.item();

    var attempt = send(eve.request("/attempts/" + anns.id()), headers, "");
    var list = send(eve.request("/instances"), headers, "");
    var body = "{\"completion\":\"" + completion + "\"}";
    var completed = send(eve.request("/attempts/" + anns.id() + "/complete"), headers, body);
    var callback = send(HttpRequest.newBuilder(URI.create(anns.allowed())), headers, "");

    assertThat(gist(attempt)).isEqualTo("404 unknown_attempt");
    assertThat(User.json(list).path("items")).isEmpty();
    assertThat(gist(completed)).isEqualTo("403 not_your_attempt");
    assertThat(gist(callback)).isEqualTo("303 confirm");
    assertThat(callback.headers().firstValue("Location").orElseThrow())
        .startsWith(ann.returnUrl() + "?attempt=");
    assertThat(anns.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @ParameterizedTest
  @MethodSource("spoofed")
  @Tag("R43")
  void nobody_gets_past_the_authorizer(Map<String, String> headers) {
    for (var path : List.of("/instances", "/attempts/" + anns.id(), START)) {
      var bare = HttpRequest.newBuilder(URI.create(stack.apiUrl() + path));
      assertThat(send(bare, headers, "").statusCode()).isEqualTo(401);
    }
  }

  /** As events, for the local gateway refuses a foreign {@code Host}. */
  @Test
  @Tag("R43")
  void a_foreign_host_changes_neither_the_authorize_url_nor_the_way_back() {
    var event = Events.read("start-post.json");
    spoof(event);
    event.withObject("/requestContext/authorizer/jwt/claims").put("tenant", eve.tenant());
    event.put("body", eve.body(Map.of()));

    var answer = Invoke.function(stack, "local-redirect-url", event.toString());

    assertThat(answer.path("statusCode").intValue()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.path("body").textValue())
        .contains("redirect_uri=" + Query.encode(stack.apiUrl() + "/oauth/callback"))
        .doesNotContain("evil.test");

    var callback = Events.callbackWithoutBrowserKey(anns.allowed());
    spoof(callback);
    assertThat(
            Invoke.function(stack, "local-oauth-callback", callback.toString())
                .at("/headers/location")
                .textValue())
        .startsWith(ann.returnUrl() + "?attempt=" + anns.id() + "&outcome=confirm#");
    assertThat(scenario.posts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "*",
        "https://evil.test",
        "F.evil.test",
        "Fevil",
        "F/",
        "F@evil.test",
        "http://localhost",
        "http://LOCALHOST:P",
        "https://localhost:P",
        "http://localhost:1P",
        "http://[::1]:P",
        "F, F",
        "F http://evil.test"
      })
  @Tag("R44")
  void a_foreign_origin_may_read_nothing(String form) {
    var port = Integer.toString(URI.create(stack.frontendUrl()).getPort());
    var origin = form.replace("F", stack.frontendUrl()).replace("P", port);

    for (var answer :
        List.of(read(origin), preflight(origin, "/instances"), preflight(origin, START))) {
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  @Tag("R44")
  void the_configured_origin_is_answered_to_the_letter_with_credentials() {
    var origin = stack.frontendUrl();

    for (var answer : List.of(read(origin), preflight(origin, START))) {
      assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
      assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
          .containsExactly("true");
    }
    assertThat(read(origin).headers().allValues("Vary")).containsExactly("Origin");
    assertThat(read("https://evil.test").headers().allValues("Vary")).containsExactly("Origin");
  }

  private HttpResponse<String> read(String origin) {
    return new Browser().send(ann.request("/instances").header("Origin", origin));
  }

  private HttpResponse<String> preflight(String origin, String path) {
    return new Browser()
        .send(
            HttpRequest.newBuilder(URI.create(stack.apiUrl() + path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
  }

  /** A POST when there is a body. */
  private HttpResponse<String> send(
      HttpRequest.Builder request, Map<String, String> headers, String body) {
    headers.forEach((name, value) ->
        request.header(
            name, value.replace(VICTIM, name.contains("User") ? ann.name() : ann.tenant())));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return new Browser().send(request);
  }

  private static String shape(String oauthUrl) {
    return oauthUrl.replace(State.in(oauthUrl), "");
  }

  private static void spoof(ObjectNode event) {
    event
        .withObject("/headers")
        .put("host", "evil.test")
        .put("x-forwarded-host", "evil.test")
        .put("x-forwarded-proto", "http")
        .put("user-agent", "ELB-HealthChecker/2.0");
  }
}
