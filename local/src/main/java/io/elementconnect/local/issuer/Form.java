package io.elementconnect.local.issuer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A body in {@code application/x-www-form-urlencoded}: each field at most once. */
record Form(Map<String, String> fields) {

  /** Nothing when an escape is broken or a field is repeated. */
  static Optional<Form> parse(String body) {
    var fields = new HashMap<String, String>();
    try {
      for (String pair : body.isEmpty() ? List.<String>of() : List.of(body.split("&", -1))) {
        var equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        if (fields.put(decoded(name), decoded(value)) != null) {
          return Optional.empty();
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new Form(Map.copyOf(fields)));
  }

  /** The field's value, empty when it is missing. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
