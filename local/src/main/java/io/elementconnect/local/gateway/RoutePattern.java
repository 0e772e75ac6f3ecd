package io.elementconnect.local.gateway;

import io.elementconnect.local.template.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route whose path is taken apart. */
record RoutePattern(Route route, List<Segment> segments) {

  /** Whole paths before greedy ones, a named method before {@code ANY}, then segment by segment. */
  static final Comparator<RoutePattern> MOST_SPECIFIC_FIRST =
      Comparator.comparing(RoutePattern::isGreedy)
          .thenComparing(RoutePattern::takesAnyMethod)
          .thenComparing(RoutePattern::compareSegments);

  /** The kinds of segment, the most specific first. */
  enum Kind {
    LITERAL,
    VARIABLE,
    GREEDY
  }

  record Segment(Kind kind, String text) {
    static Segment of(String text) {
      if (!text.startsWith("{")) {
        return new Segment(Kind.LITERAL, text);
      }
      return text.endsWith("+}")
          ? new Segment(Kind.GREEDY, text.substring(1, text.length() - 2))
          : new Segment(Kind.VARIABLE, text.substring(1, text.length() - 1));
    }
  }

  static RoutePattern of(Route route) {
    return new RoutePattern(route, split(route.path()).stream().map(Segment::of).toList());
  }

  /** The decoded path parameters, or nothing when the route does not match. */
  Optional<Map<String, String>> match(String method, String rawPath) {
    var path = split(rawPath);
    var rightMethod = takesAnyMethod() || route.method().equals(method);
    var rightLength = isGreedy() ? path.size() >= segments.size() : path.size() == segments.size();
    if (!rightMethod || !rightLength) {
      return Optional.empty();
    }
    var parameters = new HashMap<String, String>();
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      var end = segment.kind == Kind.GREEDY ? path.size() : i + 1;
      var text = Percent.decodePath(String.join("/", path.subList(i, end)));
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

  private int compareSegments(RoutePattern other) {
    for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      var order = segments.get(i).kind.compareTo(other.segments.get(i).kind);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }
}
