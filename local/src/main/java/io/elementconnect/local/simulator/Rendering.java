package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.simulator.Fault.Without.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How answers and faults go over the wire. Every answer but one that something in between gave
 * carries {@code Elements-Request-Id}; an error's body is {@code {requestId, message}} with the
 * same id, and with {@code providerMessage} where it was the provider that refused.
 */
record Rendering(String requestId) {

  Reply of(ApiResult answer) {
    return switch (answer) {
      case ApiResult.Found(var body, var headers) -> {
        var reply = Reply.json(200, body.toString());
        for (var header : headers.entrySet()) {
          reply = reply.with(header.getKey(), header.getValue());
        }
        yield stamped(reply);
      }
      case ApiResult.Done() -> stamped(Reply.empty(200));
      case ApiResult.Refused(var status, var message, var providerMessage) -> {
        var body =
            Json.MAPPER.createObjectNode().put("requestId", requestId).put("message", message);
        providerMessage.ifPresent(text -> body.put("providerMessage", text));
        yield stamped(Reply.json(status, body.toString()));
      }
    };
  }

  /** What the caller of {@code call} gets. */
  Reply instead(Fault.Instead fault, Call call) {
    return switch (fault) {
      case Fault.Status(var status, var retryAfter) -> {
        var reply = of(ApiResult.refused(status, "A fault that was asked for, of " + echo(call)));
        yield retryAfter.isPresent()
            ? reply.with("Retry-After", "" + retryAfter.getAsInt())
            : reply;
      }
      case Fault.Body(var status, var contentType, var text) -> Reply.of(status, contentType, text);
      case Fault.Close() -> Reply.none();
      case Fault.Reset() -> Reply.reset();
    };
  }

  Reply altered(Fault.Altering fault, ApiResult answer) {
    return switch (fault) {
      case Fault.Cut(var bytes) -> of(answer).cutAfter(bytes);
      case Fault.Padded(var bytes) -> padded(of(answer), bytes);
      case Fault.Without(var field) -> of(without(field, answer));
    };
  }

  /** All of a request: whoever passes on the text of an error passes on what it sent. */
  private static String echo(Call call) {
    return "%s %s?%s %s %s"
        .formatted(call.method(), call.path(), call.rawQuery(), call.headers(), call.text());
  }

  private Reply stamped(Reply reply) {
    return reply.with("Elements-Request-Id", requestId);
  }

  private static Reply padded(Reply reply, int bytes) {
    var missing = Math.max(0, bytes - reply.body().length);
    var body = new byte[missing + reply.body().length];
    Arrays.fill(body, 0, missing, (byte) ' ');
    System.arraycopy(reply.body(), 0, body, missing, reply.body().length);
    return new Reply(reply.status(), reply.headers(), body);
  }

  private static ApiResult without(Field field, ApiResult answer) {
    if (!(answer instanceof ApiResult.Found(var body, var all))) {
      return answer;
    }
    var headers = new HashMap<>(all);
    if (field == Field.ID) {
      headers.remove(StoredInstance.ID_HEADER);
    }
    var name = field.name().toLowerCase(Locale.ROOT);
    (body.isArray() ? body.valueStream() : Stream.of(body))
        .forEach(instance -> ((ObjectNode) instance).remove(name));
    return new ApiResult.Found(body, headers);
  }
}
