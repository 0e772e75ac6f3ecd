package io.elementconnect.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.gateway.JwtCheck.Decision;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.template.Account;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
      ApiRequest request, RouteTable.Match match, Optional<Decision.Allowed> access) {
    var call = request.call();
    var event = JSON.objectNode();
    event.put("version", "2.0");
    event.put("routeKey", match.routeKey());
    event.put("rawPath", request.path());
    event.put("rawQueryString", call.rawQuery());
    var cookies = request.cookies();
    if (!cookies.isEmpty()) {
      cookies.forEach(event.putArray("cookies")::add);
    }
    event.set("headers", texts(request.headers()));
    if (!call.rawQuery().isEmpty()) {
      event.set("queryStringParameters", texts(request.query()));
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
      ApiRequest request, RouteTable.Match match, Optional<Decision.Allowed> access) {
    var call = request.call();
    var context = JSON.objectNode();
    context.put("accountId", Account.ID);
    context.put("apiId", "local");
    access.ifPresent(allowed -> context.set("authorizer", authorizer(allowed)));
    context.put("domainName", request.host());
    context.put("domainPrefix", request.host().split("[.:]", -1)[0]);
    var http = context.putObject("http");
    http.put("method", call.method());
    http.put("path", request.path());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", ApiRequest.SOURCE);
    http.put("userAgent", call.header("user-agent").orElse(""));
    context.put("requestId", request.id());
    context.put("routeKey", match.routeKey());
    context.put("stage", STAGE);
    context.put("time", TIME.format(request.time()));
    context.put("timeEpoch", request.time().toEpochMilli());
    return context;
  }

  private static ObjectNode authorizer(Decision.Allowed access) {
    var authorizer = JSON.objectNode();
    var jwt = authorizer.putObject("jwt");
    var claims = jwt.putObject("claims");
    new TreeMap<>(access.claims()).forEach((name, value) -> claims.put(name, text(value)));
    if (access.scopes().isEmpty()) {
      jwt.putNull("scopes");
    } else {
      access.scopes().forEach(jwt.putArray("scopes")::add);
    }
    return authorizer;
  }

  /**
   * A claim as text, an array as {@code [a b]}. Amazon documents no format; arrays are as the real
   * service shows them, and an object is written in the same way: {@code map[a:1 b:2]}.
   */
  private static String text(@Nullable Object value) {
    return switch (value) {
      case Double number -> new BigDecimal(number.toString()).toPlainString();
      case List<?> list ->
          list.stream().map(EventFormat::text).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(" ", "map[", "]"));
      case null -> "<nil>";
      default -> value.toString();
    };
  }

  private static ObjectNode texts(Map<String, String> map) {
    var node = JSON.objectNode();
    map.forEach(node::put);
    return node;
  }
}
