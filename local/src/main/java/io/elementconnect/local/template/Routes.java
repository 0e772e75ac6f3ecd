package io.elementconnect.local.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the routes: the events of type {@code HttpApi} on the functions. */
final class Routes {

  private Routes() {}

  static List<Route> read(Resources resources, HttpApi api) {
    var routes = new ArrayList<Route>();
    var seen = new HashSet<String>();
    for (var function : resources.ofType("AWS::Serverless::Function")) {
      var events = function.properties().fields("Events").map(Fields::entries).orElse(Map.of());
      for (var event : events.values()) {
        if (!isRoute(event)) {
          continue;
        }
        var route = route(event.requiredFields("Properties"), function.logicalId(), api);
        if (!seen.add(route.key())) {
          throw event.place().wrong("there is another " + route.key());
        }
        routes.add(route);
      }
    }
    return routes;
  }

  private static boolean isRoute(Fields event) {
    return switch (event.requiredText("Type")) {
      case "HttpApi" -> true;
      case "Api" -> throw event.place("Type").wrong("REST APIs are not served: use HttpApi");
      // Schedules, queues and the like: nothing that comes over HTTP.
      default -> false;
    };
  }

  private static Route route(Fields properties, String functionLogicalId, HttpApi api) {
    if (!properties.requiredText("ApiId").equals(api.name())) {
      throw properties.place("ApiId").wrong("must be the template's HTTP API");
    }
    if (!properties.text("PayloadFormatVersion").orElse("2.0").equals("2.0")) {
      throw properties.place("PayloadFormatVersion").wrong("must be 2.0");
    }
    var path = properties.requiredText("Path");
    if (!path.startsWith("/")) {
      throw properties.place("Path").wrong("must begin with a slash");
    }
    return new Route(
        properties.requiredText("Method").toUpperCase(Locale.ROOT),
        path,
        functionLogicalId,
        properties.fields("Auth").map(auth -> authorizer(auth, api)));
  }

  private static JwtAuthorizer authorizer(Fields auth, HttpApi api) {
    var name = auth.requiredText("Authorizer");
    var authorizer = api.authorizers().get(name);
    if (authorizer == null) {
      throw auth.place("Authorizer").wrong("there is no authorizer " + name);
    }
    // A route's own scopes take the place of the authorizer's.
    var scopes = auth.texts("AuthorizationScopes");
    return scopes.isEmpty()
        ? authorizer
        : new JwtAuthorizer(name, authorizer.issuer(), authorizer.audience(), scopes);
  }
}
