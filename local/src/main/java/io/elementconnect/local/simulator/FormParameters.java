package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decoded {@code application/x-www-form-urlencoded} parameters. */
record FormParameters(Map<String, List<String>> parameters) {

  /** The query of a request, in which the server has already checked every escape. */
  static FormParameters of(Call call) {
    return parse(call.rawQuery()).orElseThrow();
  }

  /** Empty when an escape is malformed. */
  static Optional<FormParameters> parse(String encoded) {
    var parameters = new LinkedHashMap<String, List<String>>();
    try {
      for (String pair : encoded.split("&", -1)) {
        if (!pair.isEmpty()) {
          var equals = pair.indexOf('=');
          var name = equals < 0 ? pair : pair.substring(0, equals);
          var value = equals < 0 ? "" : pair.substring(equals + 1);
          parameters.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
        }
      }
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new FormParameters(parameters));
  }

  /** Name and value in turn, form-encoded and joined in that order. */
  static String encode(String... namesAndValues) {
    var pairs = new ArrayList<String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
    }
    return String.join("&", pairs);
  }

  /** The first value of a parameter. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value of a parameter. */
  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  boolean repeatsAny() {
    return parameters.values().stream().anyMatch(values -> values.size() > 1);
  }

  /** The names of those parameters that are absent or blank. */
  List<String> missing(List<String> names) {
    return names.stream()
        .filter(name -> first(name).filter(value -> !value.isBlank()).isEmpty())
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Query" + parameters.keySet();
  }
}
