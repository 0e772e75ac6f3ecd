package io.elementconnect.testing;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.attempts.Caller;
import io.elementconnect.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the gateway hands it to a function (HTTP API, payload format 2.0). */
public final class HttpCall {
  private final String route;
  private final Map<String, String> pathParameters = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> claims = new HashMap<>();
  private final List<String> cookies = new ArrayList<>();
  private @Nullable String domain = "api.example.com";
  private String rawQuery = "";
  private @Nullable String body;
  private boolean base64;
  private int millisecondsLeft = FakeContext.WHOLE_MILLISECONDS;

  private HttpCall(String route) {
    this.route = route;
  }

  /** A call of a route, such as {@code GET /instances/{id}}. */
  public static HttpCall to(String route) {
    return new HttpCall(route);
  }

  public HttpCall path(String name, String value) {
    pathParameters.put(name, value);
    return this;
  }

  public HttpCall query(String raw) {
    rawQuery = raw;
    return this;
  }

  public HttpCall header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** One {@code name=value}. */
  public HttpCall cookie(String pair) {
    cookies.add(pair);
    return this;
  }

  /** With an access token of this caller. */
  public HttpCall by(Caller caller) {
    return claim("tenant", caller.tenant()).claim("sub", caller.user());
  }

  public HttpCall claim(String name, String value) {
    claims.put(name, value);
    return this;
  }

  public HttpCall json(Map<String, ?> object) {
    return header("content-type", "application/json").body(Json.print(object));
  }

  public HttpCall body(String text) {
    body = text;
    return this;
  }

  /** The body is base64 of what the client sent. */
  public HttpCall base64() {
    base64 = true;
    return this;
  }

  public HttpCall millisecondsLeft(int milliseconds) {
    millisecondsLeft = milliseconds;
    return this;
  }

  /** What the function answers. */
  public Answer answeredBy(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
    var context = new FakeContext("lambda-request", millisecondsLeft);
    return new Answer(function.handleRequest(event(), context));
  }

  private APIGatewayV2HTTPEvent event() {
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRouteKey(route)
            .withRawQueryString(rawQuery)
            .withHeaders(headers)
            .withIsBase64Encoded(base64)
            .withRequestContext(requestContext())
            .build();
    // The gateway leaves out what is empty.
    event.setPathParameters(pathParameters.isEmpty() ? null : pathParameters);
    event.setCookies(cookies.isEmpty() ? null : cookies);
    event.setBody(body);
    return event;
  }

  /** The host that the gateway matched; null for an event without one. */
  public HttpCall domain(@Nullable String host) {
    domain = host;
    return this;
  }

  private RequestContext requestContext() {
    var context =
        RequestContext.builder()
            .withRequestId("gateway-request")
            .withDomainName(domain)
            .withRouteKey(route)
            .build();
    if (!claims.isEmpty()) {
      var jwt = RequestContext.Authorizer.JWT.builder().withClaims(claims).build();
      context.setAuthorizer(RequestContext.Authorizer.builder().withJwt(jwt).build());
    }
    return context;
  }
}
