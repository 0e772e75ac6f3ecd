package io.elementconnect.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.template.Account;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns a call into the event that a function gets (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>). What a call does not have is left out of its event.
 */
final class EventFormat {
  private static final String STAGE = "$default";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The content types whose bodies arrive as text; all others, forms and {@code +json} included,
   * arrive as base64. Amazon documents no list; this one is what was seen of the real service.
   */
  private static final Pattern TEXT =
      Pattern.compile(
          "(text/[^;]*|application/(json|xml|javascript)) *(;.*)?", Pattern.CASE_INSENSITIVE);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EventFormat() {}

  /**
   * Builds the event of one request.
   *
   * @param access what the authorizer found; nothing on a public route
   */
  static ObjectNode event(
      ApiRequest request, RouteTable.Match match, Optional<AuthorizerDecision.Allowed> access) {
    var call = request.call();
    var event = JSON.objectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.routeKey());
    event.put("rawPath", Percent.decodePath(call.path()));
    event.put("rawQueryString", call.rawQuery());
    var cookies = EventHeaders.cookies(call);
    if (!cookies.isEmpty()) {
      cookies.forEach(event.putArray("cookies")::add);
    }
    event.set("headers", texts(EventHeaders.of(request)));
    if (!call.rawQuery().isEmpty()) {
      event.set("queryStringParameters", texts(query(call.rawQuery())));
    }
    event.set("requestContext", context(request, match, access));
    if (!match.parameters().isEmpty()) {
      event.set("pathParameters", texts(match.parameters()));
    }
    putBody(event, call);
    return event;
  }

  private static void putBody(ObjectNode event, Call call) {
    var text = call.header("content-type").filter(type -> TEXT.matcher(type).matches()).isPresent();
    if (call.body().length > 0) {
      event.put("body", text ? call.text() : Base64.getEncoder().encodeToString(call.body()));
    }
    event.put("isBase64Encoded", call.body().length > 0 && !text);
  }

  private static ObjectNode context(
      ApiRequest request, RouteTable.Match match, Optional<AuthorizerDecision.Allowed> access) {
    var call = request.call();
    var host = call.header("host").orElseThrow();
    var context = JSON.objectNode();
    context.put("accountId", Account.ID);
    context.put("apiId", "local");
    access.ifPresent(allowed -> context.set("authorizer", authorizer(allowed)));
    context.put("domainName", host);
    context.put("domainPrefix", host.split("[.:]", -1)[0]);
    var http = context.putObject("http");
    http.put("method", call.method());
    http.put("path", Percent.decodePath(call.path()));
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", EventHeaders.SOURCE);
    http.put("userAgent", call.header("user-agent").orElse(""));
    context.put("requestId", request.id());
    context.put("routeKey", match.routeKey());
    context.put("stage", STAGE);
    context.put("time", TIME.format(request.time()));
    context.put("timeEpoch", request.time().toEpochMilli());
    return context;
  }

  private static ObjectNode authorizer(AuthorizerDecision.Allowed access) {
    var authorizer = JSON.objectNode();
    var jwt = authorizer.putObject("jwt");
    jwt.set("claims", texts(access.claims()));
    if (access.scopes().isEmpty()) {
      jwt.putNull("scopes");
    } else {
      access.scopes().forEach(jwt.putArray("scopes")::add);
    }
    return authorizer;
  }

  private static Map<String, String> query(String rawQuery) {
    var parameters = new TreeMap<String, String>();
    for (String pair : rawQuery.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (!pair.isEmpty()) {
        parameters.merge(
            Percent.decodeQuery(parts[0]),
            Percent.decodeQuery(parts.length == 2 ? parts[1] : ""),
            (before, next) -> before + "," + next);
      }
    }
    return parameters;
  }

  private static ObjectNode texts(Map<String, String> map) {
    var node = JSON.objectNode();
    map.forEach(node::put);
    return node;
  }
}
