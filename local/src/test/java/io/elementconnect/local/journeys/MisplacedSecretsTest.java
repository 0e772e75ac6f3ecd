package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Secrets;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A secret that comes where none belongs is not repeated in the answer. That none is repeated in
 * the output either, {@link SecretsInOutputIT} sees.
 */
@Tag("R36")
class MisplacedSecretsTest {
  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final String secret = "misplaced/" + UUID.randomUUID() + "+=";
  private final Secrets secrets = Secrets.of(List.of(secret));

  MisplacedSecretsTest() {
    Canaries.plant(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"@$\"}",
        "{\"returnUrl\": \"https://example.com/$\"}",
        "{\"tags\": [\"$\"]}",
        "{\"tags\": \"$\"}",
        "{\"colour\": \"$\"}",
        "{\"instanceId\": \"$\"}",
        "{\"configuration\": \"$\"}",
        "{\"configuration\": {\"infusionsoft.server\": \"$\"}}",
        "{\"configuration\": {\"infusionsoft.private.key\": [\"$\"]}}",
        "{\"configuration\": {\"infusionsoft.private.key\": \"$\\n\"}}",
        "{\"configuration\": {\"colour\": \"$\"}}",
        "{\"name\": \"$",
        "$"
      })
  void in_the_body_of_a_start(String body) {
    assertNotRepeated(
        send(
            ann.request("/elements/infusionsofterp/oauth/url")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace("$", secret)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elements/$/oauth/url",
        "/elements/infusionsofterp/oauth/url?apiKey=$",
        "/elements/infusionsofterp/oauth/url?apiSecret=$",
        "/elements/infusionsofterp/oauth/url?callbackUrl=$",
        "/elements/infusionsofterp/oauth/url?state=$",
        "/elements/infusionsofterp/oauth/url?infusionsoft.private.key=$",
        "/elements/infusionsofterp/oauth/url?siteAddress=$",
        "/elements/infusionsofterp/oauth/url?scope=$",
        "/elements/infusionsofterp/oauth/url?name=%40$&returnUrl=$&tags=$&colour=$",
        "/elements/infusionsofterp/oauth/url?name=$%C3%28",
        "/attempts/$",
        "/instances/$",
        "/instances?cursor=$",
        "/instances?limit=$",
        "/instances?token=$"
      })
  void in_the_address_of_a_call(String path) {
    assertNotRepeated(send(ann.request(path.replace("$", Query.encode(secret)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=$&code=c",
        "state=T&code=$&code=$",
        "state=T&code=$&error=$",
        "state=T&code=$%C3%28",
        "state=T&error=$&error_description=$",
        "state=T&code=c&iss=$&iss=$",
        "state=T&colour=$",
        "code=$"
      })
  void in_a_callback(String query) {
    var state = State.in(ann.start(new Browser()).oauthUrl());

    assertNotRepeated(
        new Browser()
            .get(
                stack.apiUrl()
                    + "/oauth/callback?"
                    + query.replace("$", Query.encode(secret)).replace("=T", "=" + state)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"completion\": \"$\"}",
        "{\"completion\": [\"$\"]}",
        "{\"code\": \"$\"}",
        "{\"completion\": \"$",
      })
  void in_a_completion(String body) {
    var attemptId = ann.start(new Browser()).attemptId();

    assertNotRepeated(
        send(
            ann.request("/attempts/" + attemptId + "/complete?completion=" + Query.encode(secret))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace("$", secret)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie",
        "Referer",
        "User-Agent",
        "X-Api-Key",
        "X-Request-Id",
        "Accept",
        "Origin"
      })
  void in_a_header(String name) {
    var value = name.equals("Cookie") ? "__Host-connect=" + secret : secret;

    assertNotRepeated(send(ann.request("/instances").header(name, value)));
    assertNotRepeated(
        send(
            HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/oauth/callback?code=c"))
                .header(name, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local-instance-token {\"tenant\": \"acme\", \"instanceId\": \"$\"}",
        "local-instance-token {\"tenant\": [\"$\"], \"instanceId\": 1}",
        "local-instance-token {\"tenant\": \"acme\", \"instanceId\": 1, \"colour\": \"$\"}",
        "local-reconciler {\"settle\": {\"attemptId\": \"$\", \"failed\": true}}",
        "local-reconciler {\"settle\": \"$\"}",
        "local-reconciler {\"repair\": \"$\"}"
      })
  void in_an_invocation(String nameAndInput) {
    var parts = nameAndInput.replace("$", secret).split(" ", 2);

    assertThat(secrets.standIn(Invoke.function(stack, parts[0], parts[1]).toString())).isFalse();
  }

  /** Each of these repeats all that it was sent. */
  @ParameterizedTest
  @MethodSource("errors")
  void in_an_error_of_cloud_elements(CloudElementsRoute route, int status) {
    var browser = new Browser();
    var started = ann.start(browser);
    stack.simulator().fault(new Fault(route, new Fault.Status(status), Effect.BEFORE, 2));

    assertHoldsNone(
        route == CloudElementsRoute.OAUTH_URL
            ? ann.start(browser, ann.body(Map.of()))
            : browser.get(Provider.allow(started.oauthUrl())));
    assertHoldsNone(ann.get("/attempts/" + started.attemptId()));
  }

  @AfterEach
  void forget_faults() {
    stack.simulator().heal();
  }

  static Stream<Arguments> errors() {
    return Stream.of(CloudElementsRoute.OAUTH_URL, CloudElementsRoute.CREATE_INSTANCE)
        .flatMap(
            route -> Stream.of(400, 401, 404, 429, 500).map(status -> arguments(route, status)));
  }

  private void assertHoldsNone(HttpResponse<String> answer) {
    var all = new HashSet<>(stack.secrets());
    all.add(User.PRIVATE_KEY);
    assertThat(Secrets.of(all).standIn(answer.headers().map() + answer.body())).isFalse();
  }

  private void assertNotRepeated(HttpResponse<String> answer) {
    // One that the gateway gave would prove nothing.
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    assertThat(secrets.standIn(answer.headers().map() + answer.body())).isFalse();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return new Browser().send(request);
  }
}
