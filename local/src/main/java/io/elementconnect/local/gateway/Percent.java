package io.elementconnect.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-decoding as API Gateway does it. */
final class Percent {
  private Percent() {}

  /** A path or a segment of one: {@code +} is itself. */
  static String decodePath(String text) {
    return decodeQuery(text.replace("+", "%2B"));
  }

  /** A name or value of a query: {@code +} is a space. */
  static String decodeQuery(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
