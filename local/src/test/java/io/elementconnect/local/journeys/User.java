package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.LocalStack;
import io.elementconnect.url.Query;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

/** A user of a tenant of the SaaS product, signed in: what its frontend can do. */
final class User {
  private static final JsonMapper JSON = new JsonMapper();

  /** With what every secret configuration begins that a user states here. */
  static final String PRIVATE_KEY = "canary-private-key-";

  private final LocalStack stack;
  private final String tenant;
  private final String name;
  private final String token;

  /** A user that no other test knows. */
  static User unique(LocalStack stack) {
    return new User(stack, "tenant-" + UUID.randomUUID(), "ann");
  }

  User(LocalStack stack, String tenant, String user) {
    this.stack = stack;
    this.tenant = tenant;
    this.name = user;
    var form = "tenant=" + Query.encode(tenant) + "&user=" + Query.encode(user);
    var answer =
        new Browser()
            .send(
                HttpRequest.newBuilder(URI.create(stack.frontendUrl() + "/token"))
                    .header("X-Local", "1")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
    this.token = json(answer).path("access_token").textValue();
    Canaries.plant(token);
  }

  String tenant() {
    return tenant;
  }

  String name() {
    return name;
  }

  /** The access token, a JWT. */
  String token() {
    return token;
  }

  /** What a start answered. */
  record Started(String attemptId, String oauthUrl) {}

  /** Begins an attempt that nothing speaks against. */
  Started start(Browser browser) {
    var answer = start(browser, body(Map.of()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var json = json(answer);
    var started =
        new Started(json.path("attemptId").textValue(), json.path("oauthUrl").textValue());
    Canaries.plantParameters(started.oauthUrl(), "state");
    Canaries.plant(browser.cookie("__Host-connect"));
    return started;
  }

  HttpResponse<String> start(Browser browser, String body) {
    return browser.send(
        request("/elements/infusionsofterp/oauth/url")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The body of a start, with fields put over those that nothing speaks against. */
  String body(Map<String, ?> fields) {
    var key = PRIVATE_KEY + UUID.randomUUID();
    Canaries.plant(key);
    var body = JSON.createObjectNode();
    body.put("name", "Acme's Infusionsoft").put("returnUrl", returnUrl());
    body.putObject("configuration")
        .put("infusionsoft.server", "https://DT123.infusionsoft.com/")
        .put("infusionsoft.private.key", key);
    body.putArray("tags").add("trial");
    body.setAll((com.fasterxml.jackson.databind.node.ObjectNode) JSON.valueToTree(fields));
    return body.toString();
  }

  String returnUrl() {
    return stack.frontendUrl() + "/";
  }

  HttpResponse<String> complete(String attemptId, String completion) {
    return new Browser()
        .send(
            request("/attempts/" + attemptId + "/complete")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"completion\":\"" + completion + "\"}")));
  }

  HttpResponse<String> get(String path) {
    return new Browser().send(request(path));
  }

  /** The status of an attempt, as its own user sees it. */
  String status(String attemptId) {
    return json(get("/attempts/" + attemptId)).path("status").textValue();
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stack.apiUrl() + path))
        .header("Authorization", "Bearer " + token);
  }
}
