package io.elementconnect.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.template.FunctionResource;
import io.elementconnect.local.template.HttpApiResource.Cors;
import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import io.elementconnect.local.template.RouteEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway on a free port, and a client of it. */
record TestGateway(Gateway gateway, HttpClient client) implements AutoCloseable {
  static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  static final Cors NO_CORS =
      new Cors(List.of(), List.of(), List.of(), List.of(), false, Duration.ZERO);

  private static final ObjectMapper JSON = new ObjectMapper();

  static TestGateway start(Api api) throws IOException {
    return start(api, Duration.ofSeconds(30));
  }

  static TestGateway start(Api api, Duration integrationLimit) throws IOException {
    var gateway =
        Gateway.start(
            0, api, Map.of("AWS_REGION", "eu-west-1"), InstantSource.fixed(NOON), integrationLimit);
    return new TestGateway(
        gateway, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /** An API whose routes, such as {@code GET /pets}, all lead to one handler. */
  static Api api(Class<?> handler, String... routeKeys) {
    return api(function(handler, Map.of()), routeKeys);
  }

  static Api api(FunctionResource function, String... routeKeys) {
    var routes =
        List.of(routeKeys).stream()
            .map(key -> route(key, function.logicalId(), Optional.empty()))
            .toList();
    return new Api(List.of(function), routes, NO_CORS);
  }

  static RouteEvent route(String key, String function, Optional<JwtAuthorizer> authorizer) {
    var parts = key.split(" ", -1);
    return parts.length == 1
        ? new RouteEvent("ANY", key, function, authorizer)
        : new RouteEvent(parts[0], parts[1], function, authorizer);
  }

  static FunctionResource function(Class<?> handler, Map<String, String> environment) {
    return function(handler, environment, Duration.ofSeconds(20));
  }

  static FunctionResource function(
      Class<?> handler, Map<String, String> environment, Duration timeout) {
    return new FunctionResource(
        handler.getSimpleName() + "Function",
        handler.getSimpleName(),
        handler.getSimpleName() + "Role",
        handler.getName() + "::handleRequest",
        "target/" + handler.getSimpleName() + ".zip",
        environment,
        timeout);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The JSON body of the answer. */
  JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(send(request).body());
  }

  @Override
  public void close() {
    gateway.close();
    client.shutdownNow();
  }
}
