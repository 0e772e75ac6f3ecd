package io.elementconnect.url;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A query whose values are decoded when they are read. Parameters that are never read may have any
 * encoding and be repeated (RFC 6749, section 4.1.2: a client ignores parameters it does not
 * recognise).
 */
public final class RawQuery {
  private final Map<String, List<String>> values = new HashMap<>();

  /** Reads a raw query, as after the {@code ?} of a URL. */
  public RawQuery(String raw) {
    for (var pair : raw.split("&", -1)) {
      var equals = pair.indexOf('=');
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      // RFC 6749, section 3.1: a parameter without a value counts as left out.
      if (!value.isEmpty()) {
        Query.decode(pair.substring(0, equals))
            .ifPresent(name -> values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
      }
    }
  }

  /** Returns one parameter. A {@code +} in its value stays a {@code +}, as in {@link Query}. */
  public Parameter parameter(String name) {
    var all = values.getOrDefault(name, List.of());
    return switch (all.size()) {
      case 0 -> new Parameter.Absent();
      case 1 ->
          Query.decode(all.getFirst())
              .<Parameter>map(Parameter.Single::new)
              .orElseGet(Parameter.Invalid::new);
      default -> new Parameter.Invalid();
    };
  }

  /** One parameter of a query. */
  public sealed interface Parameter {
    /** It is missing or empty. */
    record Absent() implements Parameter {}

    /** It has this value, which is not empty. */
    record Single(String value) implements Parameter {
      @Override
      public String toString() {
        return "Single"; // may be a code or a state
      }
    }

    /** It has more than one value, or one with invalid percent-encoding or UTF-8. */
    record Invalid() implements Parameter {}
  }

  @Override
  public String toString() {
    return "RawQuery";
  }
}
