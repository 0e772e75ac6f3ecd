package io.elementconnect.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.ProviderApp;
import io.elementconnect.local.simulator.Accounts.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A simulator with two users and two apps, its clock, and the calls that tests make. */
final class SimulatorFixture implements AutoCloseable {
  static final String CREDENTIALS = "User user+one=, Organization organization/secret=";
  static final String OTHER_USER = "User user+two=, Organization organization/secret=";
  static final String CALLBACK = "http://localhost:8080/oauth/callback";
  static final String OTHER_CALLBACK = "https://app.example.com/back?from=keap";
  static final JsonMapper JSON = new JsonMapper();

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T12:00:00Z"));
  final Simulator simulator;
  private final HttpClient http = HttpClient.newHttpClient();

  SimulatorFixture() {
    var accounts =
        new Accounts(
            new Organization(7, "Acme", "organization/secret="),
            List.of(
                new User(11, "one@acme.test", "Uma", "One", "user+one="),
                new User(12, "two@acme.test", "Tim", "Two", "user+two=")),
            List.of(
                new ProviderApp(
                    "Acme <CRM>", "acme-key", "acme-secret", List.of(CALLBACK, OTHER_CALLBACK)),
                new ProviderApp("Other", "other-key", "other-secret", List.of(CALLBACK))));
    try {
      simulator = Simulator.start(0, accounts, now::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request to the API, not yet sent. */
  HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** A request to the rest of the port, by the provider's host. */
  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(api(path).header("Authorization", CREDENTIALS));
  }

  HttpResponse<String> post(String body) throws Exception {
    return send(posting("/instances", body));
  }

  HttpRequest.Builder posting(String path, String body) {
    return api(path)
        .header("Authorization", CREDENTIALS)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<String> authorize(String... namesAndValues) throws Exception {
    return send(at("/app/oauth/authorize?" + FormParameters.encode(namesAndValues)));
  }

  /** The code that the provider sends back when the person allows. */
  String code() throws Exception {
    var answer =
        authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            CALLBACK,
            "response_type",
            "code",
            "decision",
            "allow");
    return callbackQuery(answer).first("code").orElseThrow();
  }

  static FormParameters callbackQuery(HttpResponse<?> redirect) {
    var location = redirect.headers().firstValue("Location").orElseThrow();
    return FormParameters.parse(URI.create(location).getRawQuery()).orElseThrow();
  }

  /** A body that makes an instance, as the documentation of the element shows it. */
  static ObjectNode instance(String code) {
    var body = JSON.createObjectNode().put("name", "Acme's Infusionsoft");
    body.putObject("element").put("key", "infusionsofterp");
    body.putObject("configuration")
        .put("oauth.api.key", "acme-key")
        .put("oauth.api.secret", "acme-secret")
        .put("oauth.callback.url", CALLBACK)
        .put("infusionsoft.server", "dt123.infusionsoft.com")
        .put("infusionsoft.private.key", "private-key");
    body.putObject("providerData").put("code", code).put("scope", "dt123.infusionsoft.com");
    return body;
  }

  /** Makes an instance and returns what was answered. */
  JsonNode created(String name, String... tags) throws Exception {
    var body = instance(code()).put("name", name);
    List.of(tags).forEach(body.putArray("tags")::add);
    return json(post(body.toString()));
  }

  HttpResponse<String> control(String path, String body) throws Exception {
    return send(at("/control/" + path).header("X-Local", "1").POST(BodyPublishers.ofString(body)));
  }

  static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return JSON.readTree(response.body());
  }

  static String message(HttpResponse<String> response) throws JsonProcessingException {
    return json(response).get("message").textValue();
  }

  @Override
  public void close() {
    simulator.close();
    http.close();
  }
}
