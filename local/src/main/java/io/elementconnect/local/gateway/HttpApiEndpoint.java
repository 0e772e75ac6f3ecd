package io.elementconnect.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.gateway.Invocation.Failed;
import io.elementconnect.local.gateway.Invocation.Returned;
import io.elementconnect.local.gateway.JwtCheck.Decision;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP API: route, authorizer, integration. What it refuses itself it answers in API Gateway's
 * words, {@code {"message": …}}.
 *
 * @param integrationLimit how long an answer of a function is waited for
 */
record HttpApiEndpoint(
    RouteTable routes,
    CorsPolicy cors,
    JwtCheck tokens,
    LambdaFunctions functions,
    InstantSource clock,
    Duration integrationLimit) {
  /** The most bytes of request line and header values. */
  static final int HEAD_LIMIT = 10_240;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  Reply answer(Call call) throws ExecutionException, InterruptedException, IOException {
    var request = ApiRequest.of(call, clock.instant());
    return cors.admit(call, reply(request)).with("Apigw-Requestid", request.id());
  }

  private Reply reply(ApiRequest request)
      throws ExecutionException, InterruptedException, IOException {
    if (request.headSize() > HEAD_LIMIT) {
      return message(431, "Request Header Fields Too Large");
    }
    return request.hasControlInCookies() ? message(400, "Bad Request") : route(request);
  }

  private Reply route(ApiRequest request)
      throws ExecutionException, InterruptedException, IOException {
    var call = request.call();
    var match = routes.find(call.method(), call.path());
    if (match.isEmpty()) {
      return cors.preflight(call).orElseGet(() -> message(404, "Not Found"));
    }
    var authorizer = match.get().route().authorizer();
    if (authorizer.isEmpty()) {
      return integrate(request, match.get(), Optional.empty());
    }
    return switch (tokens.check(authorizer.get(), call.header("Authorization"))) {
      case Decision.Allowed allowed -> integrate(request, match.get(), Optional.of(allowed));
      case Decision.Unauthorized(var challenge) ->
          message(401, "Unauthorized").with("WWW-Authenticate", challenge);
      case Decision.Forbidden() -> message(403, "Forbidden");
    };
  }

  private Reply integrate(
      ApiRequest request, RouteTable.Match match, Optional<Decision.Allowed> access)
      throws ExecutionException, InterruptedException, IOException {
    var event = JSON.writeValueAsBytes(EventFormat.event(request, match, access));
    if (event.length > LambdaFunctions.PAYLOAD_LIMIT) {
      return message(413, "Request Entity Too Large");
    }
    var name = functions.nameOf(match.route().functionLogicalId());
    var invocation = functions.invoke(name, LambdaFunctions.LATEST, event).orElseThrow();
    try {
      return switch (invocation.get(integrationLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        case Returned(var result) ->
            ResultFormat.reply(result)
                .map(cors::stripped)
                .orElseGet(() -> message(500, "Internal Server Error"));
        case Failed _ -> message(500, "Internal Server Error");
      };
    } catch (TimeoutException e) {
      // The function goes on until its own timeout, as the real one does.
      return message(503, "Service Unavailable");
    }
  }

  private static Reply message(int status, String message) {
    return Reply.json(status, "{\"message\":\"" + message + "\"}");
  }
}
