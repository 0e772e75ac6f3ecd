package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of an event: names in lower case, repeated headers joined by commas, cookies apart,
 * and what the gateway adds.
 */
final class EventHeaders {
  /** Who calls: only this machine can. */
  static final String SOURCE = "127.0.0.1";

  /** Headers that concern one connection (RFC 9110, section 7.6.1) and pass no gateway. */
  static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private EventHeaders() {}

  static Map<String, String> of(ApiRequest request) {
    var call = request.call();
    var headers = new TreeMap<String, String>();
    call.headers()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    HOP_BY_HOP.forEach(headers::remove);
    headers.remove("cookie");
    headers.put("content-length", Integer.toString(call.body().length));
    headers.merge("x-forwarded-for", SOURCE, (before, last) -> before + ", " + last);
    headers.put("x-forwarded-port", port(call));
    headers.put("x-forwarded-proto", "http");
    headers.putIfAbsent("x-amzn-trace-id", request.traceId());
    return headers;
  }

  /** Each cookie on its own, as {@code name=value}. */
  static List<String> cookies(Call call) {
    return call.headers().getOrDefault("cookie", List.of()).stream()
        .flatMap(header -> Arrays.stream(header.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  private static String port(Call call) {
    var host = call.header("host").orElseThrow();
    return host.contains(":") ? host.substring(host.indexOf(':') + 1) : "80";
  }
}
