package io.elementconnect.local.gateway;

import io.elementconnect.local.template.RouteEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The routes of an HTTP API, the most specific first: a match of the whole path, then one with a
 * greedy variable ({@code {proxy+}}), then {@code $default} (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">routes
 * for HTTP APIs</a>).
 */
final class RouteTable {
  private static final String DEFAULT = "$default";

  private final List<Pattern> patterns;
  private final Optional<RouteEvent> fallback;

  RouteTable(List<RouteEvent> routes) {
    this.patterns =
        routes.stream()
            .filter(route -> !route.path().equals(DEFAULT))
            .map(Pattern::of)
            .sorted(Pattern.MOST_SPECIFIC_FIRST)
            .toList();
    this.fallback = routes.stream().filter(route -> route.path().equals(DEFAULT)).findFirst();
  }

  /**
   * A route and what its path variables caught.
   *
   * @param parameters percent-decoded
   */
  record Match(RouteEvent route, Map<String, String> parameters) {

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
    for (Pattern pattern : patterns) {
      var parameters = pattern.match(method, rawPath);
      if (parameters.isPresent()) {
        return Optional.of(new Match(pattern.route(), parameters.get()));
      }
    }
    return fallback.map(route -> new Match(route, Map.of()));
  }

  /** The kinds of segment, the most specific first. */
  private enum Kind {
    LITERAL,
    VARIABLE,
    GREEDY
  }

  private record Segment(Kind kind, String text) {
    static Segment of(String text) {
      if (!text.startsWith("{")) {
        return new Segment(Kind.LITERAL, text);
      }
      return text.endsWith("+}")
          ? new Segment(Kind.GREEDY, text.substring(1, text.length() - 2))
          : new Segment(Kind.VARIABLE, text.substring(1, text.length() - 1));
    }
  }

  private record Pattern(RouteEvent route, List<Segment> segments) {
    /** Whole paths before greedy ones, a named method before {@code ANY}, then by segments. */
    static final Comparator<Pattern> MOST_SPECIFIC_FIRST =
        Comparator.comparing(Pattern::isGreedy)
            .thenComparing(Pattern::takesAnyMethod)
            .thenComparing(Pattern::compareSegments);

    static Pattern of(RouteEvent route) {
      return new Pattern(route, split(route.path()).stream().map(Segment::of).toList());
    }

    /** The decoded path parameters, or nothing when the route does not match. */
    Optional<Map<String, String>> match(String method, String rawPath) {
      var path = split(rawPath);
      var rightMethod = takesAnyMethod() || route.method().equals(method);
      var rightSize = isGreedy() ? path.size() >= segments.size() : path.size() == segments.size();
      if (!rightMethod || !rightSize) {
        return Optional.empty();
      }
      var parameters = new HashMap<String, String>();
      for (int i = 0; i < segments.size(); i++) {
        var segment = segments.get(i);
        var end = segment.kind == Kind.GREEDY ? path.size() : i + 1;
        var text = ApiRequest.decodePath(String.join("/", path.subList(i, end)));
        if (segment.kind == Kind.LITERAL ? !segment.text.equals(text) : text.isEmpty()) {
          return Optional.empty();
        }
        if (segment.kind != Kind.LITERAL) {
          parameters.put(segment.text, text);
        }
      }
      return Optional.of(parameters);
    }

    private boolean isGreedy() {
      return segments.getLast().kind == Kind.GREEDY;
    }

    private boolean takesAnyMethod() {
      return route.method().equals("ANY");
    }

    private int compareSegments(Pattern other) {
      return IntStream.range(0, Math.min(segments.size(), other.segments.size()))
          .map(i -> segments.get(i).kind.compareTo(other.segments.get(i).kind))
          .filter(order -> order != 0)
          .findFirst()
          .orElse(0);
    }

    private static List<String> split(String path) {
      return List.of(path.split("/", -1));
    }
  }
}
