package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.HttpApiResource.Cors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CORS as an HTTP API does it (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS for
 * HTTP APIs</a>): the gateway answers preflights, and the CORS headers of functions are replaced by
 * the configured ones. An origin is allowed when it is configured to the letter.
 */
final class CorsPolicy {
  private static final String PREFIX = "access-control-";

  private final Cors cors;

  CorsPolicy(Cors cors) {
    this.cors = cors;
  }

  /**
   * The answer to a preflight: for a foreign origin a 204 without CORS headers. Nothing when the
   * call is no preflight or CORS is not configured.
   */
  Optional<Reply> preflight(Call call) {
    var isPreflight =
        call.method().equals("OPTIONS")
            && call.header("Origin").isPresent()
            && call.header("Access-Control-Request-Method").isPresent();
    if (!isConfigured() || !isPreflight) {
      return Optional.empty();
    }
    return Optional.of(
        isAllowed(call)
            ? Reply.empty(204)
                .with("Access-Control-Allow-Methods", String.join(",", cors.methods()))
                .with("Access-Control-Allow-Headers", String.join(",", cors.headers()))
                .with("Access-Control-Max-Age", Long.toString(cors.maxAge().toSeconds()))
            : Reply.empty(204));
  }

  /**
   * The answer with the headers that let the call's origin read it, if it may. The gateway's own
   * refusals get them too; Amazon's page speaks of functions' answers only.
   */
  Reply admit(Call call, Reply reply) {
    if (!isAllowed(call)) {
      return reply;
    }
    var admitted = reply.with("Access-Control-Allow-Origin", call.header("Origin").orElseThrow());
    if (cors.credentials()) {
      admitted = admitted.with("Access-Control-Allow-Credentials", "true");
    }
    return cors.exposedHeaders().isEmpty()
        ? admitted
        : admitted.with("Access-Control-Expose-Headers", String.join(",", cors.exposedHeaders()));
  }

  /** A function's answer without CORS headers of its own, when CORS is configured. */
  Reply stripped(Reply reply) {
    if (!isConfigured()) {
      return reply;
    }
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(reply.headers());
    headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX));
    return new Reply(reply.status(), headers, reply.body());
  }

  private boolean isConfigured() {
    return !cors.origins().isEmpty();
  }

  private boolean isAllowed(Call call) {
    return call.header("Origin").filter(cors.origins()::contains).isPresent();
  }
}
