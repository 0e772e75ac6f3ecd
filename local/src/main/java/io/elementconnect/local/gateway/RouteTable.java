package io.elementconnect.local.gateway;

import io.elementconnect.local.template.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of an HTTP API, the most specific first: a match of the whole path, then one with a
 * greedy variable ({@code {proxy+}}), then {@code $default} (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">routes
 * for HTTP APIs</a>).
 */
final class RouteTable {
  private static final String DEFAULT = "$default";

  private final List<RoutePattern> patterns;
  private final Optional<Route> fallback;

  RouteTable(List<Route> routes) {
    this.patterns =
        routes.stream()
            .filter(route -> !route.path().equals(DEFAULT))
            .map(RoutePattern::of)
            .sorted(RoutePattern.MOST_SPECIFIC_FIRST)
            .toList();
    this.fallback = routes.stream().filter(route -> route.path().equals(DEFAULT)).findFirst();
  }

  /**
   * A route and what its path variables caught.
   *
   * @param parameters percent-decoded
   */
  record Match(Route route, Map<String, String> parameters) {

    /** {@code $default}, or method and path as the route states them. */
    String routeKey() {
      return route.path().equals(DEFAULT) ? DEFAULT : route.key();
    }
  }

  /**
   * The route that serves a request.
   *
   * @param rawPath still percent-encoded, so that an encoded slash parts no segments
   */
  Optional<Match> find(String method, String rawPath) {
    for (RoutePattern pattern : patterns) {
      var parameters = pattern.match(method, rawPath);
      if (parameters.isPresent()) {
        return Optional.of(new Match(pattern.route(), parameters.get()));
      }
    }
    return fallback.map(route -> new Match(route, Map.of()));
  }
}
