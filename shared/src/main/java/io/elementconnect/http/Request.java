package io.elementconnect.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request of an HTTP API, payload format 2.0. Gateways and emulators may give one fact in two
 * places of an event: the same value in both counts once. What is null in an event is absent.
 *
 * @param route the route that the gateway matched, such as {@code GET /instances}; empty when there
 *     is none
 * @param id the gateway's id of the request, in visible US-ASCII; Lambda's if the event has no such
 *     id
 * @param domain the host that the gateway itself matched
 * @param rawQuery as the client sent it: the decoded {@code queryStringParameters} differ from
 *     emulator to emulator, and are ignored
 * @param headers by case-insensitive name; two different values are joined, so that they match
 *     neither of them
 * @param claims of the JWT that the gateway verified; empty on a public route
 * @param body the raw body; empty when its base64 is invalid
 * @param millisecondsLeft the time until Lambda ends the invocation, measured when the request
 *     arrived
 */
public record Request(
    String route,
    String id,
    String domain,
    Map<String, String> pathParameters,
    String rawQuery,
    Map<String, String> headers,
    Cookies cookies,
    Map<String, String> claims,
    Optional<byte[]> body,
    int millisecondsLeft) {

  private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");
  private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

  // The base64 length of the largest accepted body: longer input is not decoded.
  private static final int MAX_BASE64 = (JsonBody.MAX_BYTES + 3) * 4 / 3;

  static Request of(APIGatewayV2HTTPEvent event, String fallbackId, int millisecondsLeft) {
    var context = Optional.ofNullable(event.getRequestContext());
    var headers = headers(event);
    return new Request(
        Objects.requireNonNullElse(event.getRouteKey(), ""),
        context
            .map(RequestContext::getRequestId)
            .filter(id -> ID.matcher(id).matches())
            .orElse(fallbackId),
        context.map(RequestContext::getDomainName).orElse(""),
        withoutNulls(event.getPathParameters()),
        Objects.requireNonNullElse(event.getRawQueryString(), ""),
        headers,
        Cookies.of(cookies(event, headers)),
        context.map(Request::claims).orElse(Map.of()),
        body(event),
        millisecondsLeft);
  }

  public String pathParameter(String name) {
    return pathParameters.getOrDefault(name, "");
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public String toString() {
    return "Request"; // headers, query and body contain secrets
  }

  private static Map<String, String> headers(APIGatewayV2HTTPEvent event) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    withoutNulls(event.getHeaders())
        .forEach((name, value) ->
            headers.merge(
                name,
                once(value),
                (one, other) -> one.equals(other) ? one : one + separator(name) + other));
    return headers;
  }

  /** Cookies of several header lines are those of one line (RFC 9113, section 8.2.3). */
  private static String separator(String header) {
    return header.equalsIgnoreCase("cookie") ? "; " : ", ";
  }

  /** A value that a gateway joined with itself, {@code v, v}, counts as {@code v}. */
  private static String once(String value) {
    var parts = List.of(COMMA.split(value, -1));
    return parts.stream().allMatch(parts.getFirst()::equals) ? parts.getFirst() : value;
  }

  private static List<String> cookies(APIGatewayV2HTTPEvent event, Map<String, String> headers) {
    return Stream.concat(
            Stream.ofNullable(event.getCookies()).flatMap(List::stream),
            Stream.of(headers.getOrDefault("cookie", "")))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Map<String, String> claims(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer())
        .map(RequestContext.Authorizer::getJwt)
        .map(RequestContext.Authorizer.JWT::getClaims)
        .map(Request::withoutNulls)
        .orElse(Map.of());
  }

  private static Optional<byte[]> body(APIGatewayV2HTTPEvent event) {
    var text = Objects.requireNonNullElse(event.getBody(), "");
    if (!event.getIsBase64Encoded()) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    if (text.length() > MAX_BASE64) {
      return Optional.of(new byte[JsonBody.MAX_BYTES + 1]);
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> withoutNulls(@Nullable Map<String, String> map) {
    var present = new LinkedHashMap<String, String>();
    Objects.requireNonNullElse(map, Map.<String, String>of())
        .forEach(
            (name, value) -> Optional.ofNullable(value).ifPresent(it -> present.put(name, it)));
    return present;
  }
}
