package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A call to the HTTP API, as its event shows it.
 *
 * @param id as API Gateway makes them: 16 characters, for logs only
 */
record ApiRequest(Call call, String id, Instant time) {
  /** The caller's address: only this machine can call. */
  static final String SOURCE = "127.0.0.1";

  static ApiRequest of(Call call, Instant time) {
    var random = new byte[11];
    ThreadLocalRandom.current().nextBytes(random);
    return new ApiRequest(call, Base64.getEncoder().encodeToString(random), time);
  }

  /**
   * The size that API Gateway limits: request line and header values, in bytes (<a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">quotas
   * for HTTP APIs</a>).
   */
  int headSize() {
    var line = call.method() + " " + call.target() + " HTTP/1.1";
    return size(line)
        + call.headers().values().stream().flatMap(List::stream).mapToInt(ApiRequest::size).sum();
  }

  String path() {
    return decodePath(call.path());
  }

  /** The decoded parameters of the query, repeated ones joined by commas. */
  Map<String, String> query() {
    var parameters = new TreeMap<String, String>();
    for (String pair : call.rawQuery().split("&", -1)) {
      var parts = pair.split("=", 2);
      if (!pair.isEmpty()) {
        parameters.merge(
            decodeQuery(parts[0]),
            decodeQuery(parts.length == 2 ? parts[1] : ""),
            (before, next) -> before + "," + next);
      }
    }
    return parameters;
  }

  /**
   * The headers: names in lower case, repeated ones joined by commas, without cookies, with those
   * that the gateway adds.
   */
  Map<String, String> headers() {
    var headers = new TreeMap<String, String>();
    Call.endToEnd(call.headers())
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.remove("cookie");
    headers.put("content-length", Integer.toString(call.body().length));
    headers.merge("x-forwarded-for", SOURCE, (before, last) -> before + ", " + last);
    headers.put("x-forwarded-port", host().contains(":") ? host().split(":", 2)[1] : "80");
    headers.put("x-forwarded-proto", "http");
    headers.putIfAbsent("x-amzn-trace-id", traceId());
    return headers;
  }

  /** Each cookie on its own, as {@code name=value}. */
  List<String> cookies() {
    return call.headers().getOrDefault("cookie", List.of()).stream()
        .flatMap(header -> Arrays.stream(header.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }

  /**
   * Whether a cookie has a control character, which no cookie may have (<a
   * href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1">RFC 6265, section 4.1.1</a>). In
   * other headers a tab is white space (RFC 9110, section 5.5), and every other one is refused
   * before a request is read.
   */
  boolean hasControlInCookies() {
    return call.headers().getOrDefault("cookie", List.of()).stream()
        .flatMapToInt(String::chars)
        .anyMatch(Character::isISOControl);
  }

  String host() {
    return call.header("host").orElseThrow();
  }

  /** Decodes a path or a segment of one: {@code +} is itself. */
  static String decodePath(String text) {
    return decodeQuery(text.replace("+", "%2B"));
  }

  /** Decodes a name or value of a query: {@code +} is a space. A broken escape stays as it is. */
  static String decodeQuery(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** A root as AWS X-Ray writes it: version, epoch seconds and 96 random bits, in hexadecimal. */
  private String traceId() {
    var random = ThreadLocalRandom.current();
    return "Root=1-%08x-%08x%016x"
        .formatted(time.getEpochSecond(), random.nextInt(), random.nextLong());
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
