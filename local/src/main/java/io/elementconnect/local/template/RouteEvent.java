package io.elementconnect.local.template;

import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A route of the HTTP API: an event of type {@code HttpApi}.
 *
 * @param method in capitals, or {@code ANY}
 * @param path as the template has it, with parameters such as {@code {id}}
 * @param functionLogicalId the {@link FunctionResource} behind it
 * @param authorizer empty for a route that anybody may call
 */
public record RouteEvent(
    String method, String path, String functionLogicalId, Optional<JwtAuthorizer> authorizer) {

  /** What API Gateway calls it, such as {@code GET /instances/{id}}. */
  public String key() {
    return method + " " + path;
  }

  static List<RouteEvent> read(Resources resources, HttpApiResource api) {
    var routes = new ArrayList<RouteEvent>();
    var seen = new HashSet<String>();
    for (var event : FunctionResource.events(resources, "HttpApi")) {
      var route = route(event.node().get("Properties"), event.functionLogicalId(), api);
      if (!seen.add(route.key())) {
        throw event.node().wrong("there is another " + route.key());
      }
      routes.add(route);
    }
    return List.copyOf(routes);
  }

  private static RouteEvent route(Node properties, String functionLogicalId, HttpApiResource api) {
    if (!properties.text("ApiId").equals(api.name())) {
      throw properties.wrong("ApiId", "must be the template's HTTP API");
    }
    if (!properties.text("PayloadFormatVersion", "2.0").equals("2.0")) {
      throw properties.wrong("PayloadFormatVersion", "must be 2.0");
    }
    var path = properties.text("Path");
    if (!path.startsWith("/")) {
      throw properties.wrong("Path", "must begin with a slash");
    }
    return new RouteEvent(
        properties.text("Method").toUpperCase(Locale.ROOT),
        path,
        functionLogicalId,
        properties.find("Auth").map(auth -> authorizer(auth, api)));
  }

  private static JwtAuthorizer authorizer(Node auth, HttpApiResource api) {
    var name = auth.text("Authorizer");
    var authorizer = api.authorizers().get(name);
    if (authorizer == null) {
      throw auth.wrong("Authorizer", "there is no authorizer " + name);
    }
    // A route's own scopes take the place of the authorizer's.
    var scopes = auth.texts("AuthorizationScopes");
    return scopes.isEmpty()
        ? authorizer
        : new JwtAuthorizer(name, authorizer.issuer(), authorizer.audience(), scopes);
  }
}
