package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The control API: for tests and people, not part of what is simulated. It wants {@code X-Local:
 * 1}, which no page of another origin can send, and shows no secret.
 *
 * <ul>
 *   <li>{@code GET /control/ledger}: what exists, and every {@code POST /instances} that arrived:
 *       see {@link Ledger}.
 *   <li>{@code POST /control/faults}: sets a {@link Fault}, 204; a 400 names every wrong field.
 *   <li>{@code POST /control/delete}: deletes {@code {"instance": 1001}}, as a person may in the
 *       console of Cloud Elements, 204; a 404 when there is none.
 *   <li>{@code POST /control/heal}: forgets the faults that are still to come, 204.
 *   <li>{@code POST /control/reset}: forgets everything, 204.
 * </ul>
 *
 * <p>A fault is {@code {"route": "POST /instances", "kind": "close", "effect": "after", "times":
 * 1}}: the route as {@link CloudElementsRoute#text()} has it; the effect {@code before}, unless
 * said otherwise, for the kinds that may come before the work (the first five), else {@code after};
 * once, unless said otherwise. The kinds and their own fields, of which those in brackets may be
 * missing:
 *
 * <table>
 *   <caption>Kinds</caption>
 *   <tr><td>{@code status}</td><td>{@code status}, [{@code retryAfter}: seconds]</td></tr>
 *   <tr><td>{@code body}</td><td>{@code body}, [{@code status}], [{@code contentType}]</td></tr>
 *   <tr><td>{@code close}, {@code reset}</td><td></td></tr>
 *   <tr><td>{@code delay}</td><td>{@code milliseconds}: at most 600,000</td></tr>
 *   <tr><td>{@code cut}</td><td>{@code bytes} that are sent</td></tr>
 *   <tr><td>{@code padded}</td><td>{@code bytes} of the whole body</td></tr>
 *   <tr><td>{@code without}</td><td>{@code field}: {@code id}, {@code token} or {@code tags}
 *   </td></tr>
 *   <tr><td>{@code any-code}, {@code other-element}, {@code invalid}</td><td></td></tr>
 *   <tr><td>{@code late}</td><td>{@code listings} or {@code milliseconds}</td></tr>
 * </table>
 */
final class Control {
  /** The path of the control API. */
  static final String PATH = "/control/";

  private final SimulatorState state;

  Control(SimulatorState state) {
    this.state = state;
  }

  private record LedgerBody(
      List<Ledger.Entry> instances,
      List<PostBody> posts,
      Map<String, Long> calls,
      CodesBody codes) {}

  private record PostBody(
      String arrival, List<String> tags, @Nullable Long instance, @Nullable Integer status) {
    static PostBody of(Ledger.Post post) {
      return new PostBody(
          post.arrival().toString(),
          post.tags(),
          post.instance().isPresent() ? post.instance().getAsLong() : null,
          post.status().isPresent() ? post.status().getAsInt() : null);
    }
  }

  private record CodesBody(long issued, long used) {}

  Reply handle(Call call) {
    if (!call.header("X-Local").equals(Optional.of("1"))) {
      return message(403, "The control API wants the header X-Local: 1");
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /control/ledger" -> ledger();
      case "POST /control/faults" -> addFault(call);
      case "POST /control/delete" -> delete(call);
      case "POST /control/heal" -> {
        state.faults().clear();
        yield Reply.empty(204);
      }
      case "POST /control/reset" -> {
        state.clear();
        yield Reply.empty(204);
      }
      default -> message(404, "Not Found");
    };
  }

  private Reply ledger() {
    var ledger = state.ledger();
    var calls = new TreeMap<String, Long>();
    ledger.calls().forEach((route, count) -> calls.put(route.text(), count));
    var codes = new CodesBody(ledger.codesIssued(), ledger.codesUsed());
    var posts = ledger.posts().stream().map(PostBody::of).toList();
    var body = new LedgerBody(ledger.instances(), posts, calls, codes);
    return Reply.json(200, Json.MAPPER.valueToTree(body).toString());
  }

  private Reply delete(Call call) {
    return Json.read(call, ObjectNode.class)
            .map(body -> body.path("instance").asLong())
            .filter(state.instances()::remove)
            .isPresent()
        ? Reply.empty(204)
        : message(404, "There is no such instance");
  }

  private Reply addFault(Call call) {
    return Json.read(call, ObjectNode.class)
        .map(FaultBody::parse)
        .map(this::added)
        .orElseGet(() -> message(400, "A fault is one JSON object"));
  }

  private Reply added(FaultBody.Parsed parsed) {
    parsed.fault().ifPresent(state.faults()::add);
    return parsed.wrong().isEmpty()
        ? Reply.empty(204)
        : message(400, "Wrong, missing or out of place: " + String.join(", ", parsed.wrong()));
  }

  private static Reply message(int status, String text) {
    return Reply.json(status, Json.MAPPER.createObjectNode().put("message", text).toString());
  }
}
