package io.elementconnect.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A response, with the headers that every response of its kind has. */
public record Response(int status, Map<String, String> headers, List<String> cookies, String body) {
  private static final String NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final Pattern FIELD_VALUE = Pattern.compile("[\\t -~]*");

  /**
   * Checks header values (RFC 9110, section 5.5): a line break in one would start another header.
   *
   * @throws IllegalArgumentException when a value holds anything but tabs and visible US-ASCII
   */
  public Response {
    Stream.concat(headers.values().stream(), cookies.stream())
        .filter(value -> !FIELD_VALUE.matcher(value).matches())
        .findAny()
        .ifPresent(_ -> {
          throw new IllegalArgumentException("a header would not be a single line of US-ASCII");
        });
  }

  /** A JSON object. */
  public static Response json(int status, Map<String, ?> object) {
    return program(status, "application/json; charset=utf-8", object);
  }

  /** A problem, for a program. */
  public static Response problem(Problem refusal, Map<String, String> members) {
    var object = refusal.toJson();
    object.putAll(members);
    return program(refusal.status(), "application/problem+json; charset=utf-8", object);
  }

  public static Response problem(Problem refusal) {
    return problem(refusal, Map.of());
  }

  /** Redirects a browser with a 303: by GET, whatever the method of its request. */
  public static Response seeOther(String location) {
    var headers = common();
    headers.put("content-security-policy", NO_CONTENT_POLICY);
    headers.put("location", location);
    return new Response(303, headers, List.of(), "");
  }

  /** Returns this response with one more header. */
  public Response with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, cookies, body);
  }

  /** Returns this response with one more {@code Set-Cookie}. */
  public Response withCookie(String cookie) {
    var more = new ArrayList<>(cookies);
    more.add(cookie);
    return new Response(status, headers, more, body);
  }

  @Override
  public String toString() {
    return "Response"; // cookies, location and body contain secrets
  }

  APIGatewayV2HTTPResponse toEvent() {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(headers)
        .withCookies(cookies)
        .withBody(body)
        .withIsBase64Encoded(false)
        .build();
  }

  /** The headers of every response. */
  static Map<String, String> common() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("strict-transport-security", "max-age=31536000; includeSubDomains");
    headers.put("x-content-type-options", "nosniff");
    headers.put("cache-control", "no-store");
    headers.put("referrer-policy", "no-referrer");
    return headers;
  }

  private static Response program(int status, String contentType, Map<String, ?> object) {
    var headers = common();
    headers.put("content-type", contentType);
    headers.put("content-security-policy", NO_CONTENT_POLICY);
    headers.put("cross-origin-resource-policy", "same-site");
    headers.put("vary", "Origin");
    return new Response(status, headers, List.of(), Json.print(object));
  }
}
