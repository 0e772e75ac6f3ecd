package io.elementconnect.local.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims as API Gateway hands them to a function: all of them strings, an array as {@code [a b]}.
 * Amazon documents no format; arrays are as the real service shows them, and an object follows the
 * same manner: {@code map[a:1 b:2]}.
 */
final class ClaimText {
  private ClaimText() {}

  static Map<String, String> of(Map<String, Object> claims) {
    var texts = new TreeMap<String, String>();
    claims.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case Double number -> new BigDecimal(number.toString()).toPlainString();
      case List<?> list ->
          list.stream().map(ClaimText::text).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(" ", "map[", "]"));
      case null -> "<nil>";
      default -> value.toString();
    };
  }
}
