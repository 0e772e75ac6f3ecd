package io.elementconnect.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request of an HTTP API, payload format 2.0.
 *
 * @param route the route that the gateway matched, such as {@code GET /instances}; empty when there
 *     is none
 * @param id the gateway's id of the request
 * @param domain the host that the gateway itself matched
 * @param headers by case-insensitive name; repeated ones joined by commas
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

  // The base64 length of the largest accepted body: longer input is not decoded.
  private static final int MAX_BASE64 = (JsonBody.MAX_BYTES + 3) * 4 / 3;

  static Request of(APIGatewayV2HTTPEvent event, String fallbackId, int millisecondsLeft) {
    var context = Optional.ofNullable(event.getRequestContext());
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(orEmpty(event.getHeaders()));
    return new Request(
        Objects.requireNonNullElse(event.getRouteKey(), ""),
        context.map(RequestContext::getRequestId).orElse(fallbackId),
        context.map(RequestContext::getDomainName).orElse(""),
        orEmpty(event.getPathParameters()),
        Objects.requireNonNullElse(event.getRawQueryString(), ""),
        headers,
        cookies(event, headers),
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

  private static Cookies cookies(APIGatewayV2HTTPEvent event, Map<String, String> headers) {
    var values = new ArrayList<>(Objects.requireNonNullElse(event.getCookies(), List.<String>of()));
    Optional.ofNullable(headers.get("cookie")).ifPresent(values::add);
    return Cookies.of(values);
  }

  private static Map<String, String> claims(RequestContext context) {
    return Optional.ofNullable(context.getAuthorizer())
        .map(RequestContext.Authorizer::getJwt)
        .map(RequestContext.Authorizer.JWT::getClaims)
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

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }
}
