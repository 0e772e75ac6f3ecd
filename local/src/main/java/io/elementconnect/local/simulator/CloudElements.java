package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Cloud Elements API v2. Every answer carries {@code Elements-Request-Id}; an error's body is
 * {@code {requestId, message}} with the same id, and with {@code providerMessage} where it was the
 * provider that refused.
 */
final class CloudElements {
  /** Where the API stands. */
  static final String PATH = "/elements/api-v2";

  private static final Pattern ACCEPTS_JSON =
      Pattern.compile("(?i).*(application/json|application/\\*|\\*/\\*).*");

  private final List<Endpoint> endpoints;
  private final Faults faults;
  private final Calls calls;
  private final Secrets secrets;

  CloudElements(List<Endpoint> endpoints, Faults faults, Calls calls, Secrets secrets) {
    this.endpoints = endpoints;
    this.faults = faults;
    this.calls = calls;
    this.secrets = secrets;
  }

  /** Answers a call whose path begins with {@link #PATH}. */
  Reply handle(Call call) {
    var requestId = secrets.requestId();
    var path = call.path().substring(PATH.length());
    var here = endpoints.stream().filter(it -> it.argument(path).isPresent()).toList();
    return here.stream()
        .filter(it -> it.method().equals(call.method()))
        .findFirst()
        .map(it -> answer(it, call, path, requestId))
        .orElseGet(() ->
            render(
                here.isEmpty()
                    ? Answer.refused(404, "Not Found")
                    : Answer.refused(405, "Method Not Allowed"),
                requestId));
  }

  private Reply answer(Endpoint endpoint, Call call, String path, String requestId) {
    calls.count(endpoint.route());
    return withFault(
        endpoint.route(),
        requestId,
        () -> {
          var answer =
              acceptsJson(call)
                  ? endpoint.action().answer(call, endpoint.argument(path).orElseThrow())
                  : Answer.refused(406, "Not Acceptable");
          return render(answer, requestId);
        });
  }

  /** The one place that every answer of a route passes. */
  private Reply withFault(Route route, String requestId, Supplier<Reply> work) {
    var fault = faults.take(route);
    if (fault.isEmpty()) {
      return work.get();
    }
    if (fault.get().effect() == Fault.Effect.AFTER) {
      var _ = work.get();
    }
    return render(fault.get().kind(), requestId);
  }

  private static Reply render(Fault.Kind kind, String requestId) {
    return switch (kind) {
      case Fault.Status(var status) ->
          render(Answer.refused(status, "A fault that was asked for"), requestId);
      case Fault.Body(var text) -> stamped(Reply.json(200, text), requestId);
      case Fault.Close() -> Reply.none();
    };
  }

  private static Reply render(Answer answer, String requestId) {
    return switch (answer) {
      case Answer.Found(var body, var headers) -> {
        var reply = Reply.json(200, body.toString());
        for (var header : headers.entrySet()) {
          reply = reply.with(header.getKey(), header.getValue());
        }
        yield stamped(reply, requestId);
      }
      case Answer.Done() -> stamped(Reply.empty(200), requestId);
      case Answer.Refused(var status, var message, var providerMessage) -> {
        var body =
            Json.MAPPER.createObjectNode().put("requestId", requestId).put("message", message);
        providerMessage.ifPresent(text -> body.put("providerMessage", text));
        yield stamped(Reply.json(status, body.toString()), requestId);
      }
    };
  }

  private static Reply stamped(Reply reply, String requestId) {
    return reply.with("Elements-Request-Id", requestId);
  }

  private static boolean acceptsJson(Call call) {
    return call.header("Accept").map(it -> ACCEPTS_JSON.matcher(it).matches()).orElse(true);
  }
}
