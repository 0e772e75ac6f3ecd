package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control API: for tests and people, not part of what is simulated. It wants {@code X-Local:
 * 1}, which no page of another origin can send, and shows no secret.
 */
final class Control {
  /** Where it stands. */
  static final String PATH = "/control/";

  private final Memory memory;

  Control(Memory memory) {
    this.memory = memory;
  }

  private record LedgerBody(
      List<Ledger.Entry> instances, Map<String, Long> calls, CodesBody codes) {}

  private record CodesBody(long issued, long used) {}

  Reply handle(Call call) {
    if (!call.header("X-Local").equals(Optional.of("1"))) {
      return message(403, "The control API wants the header X-Local: 1");
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /control/ledger" -> ledger();
      case "POST /control/faults" -> addFault(call);
      case "POST /control/reset" -> {
        memory.clear();
        yield Reply.empty(204);
      }
      default -> message(404, "Not Found");
    };
  }

  private Reply ledger() {
    var ledger = memory.ledger();
    var calls = new TreeMap<String, Long>();
    ledger.calls().forEach((route, count) -> calls.put(route.text(), count));
    var codes = new CodesBody(ledger.codesIssued(), ledger.codesUsed());
    var body = new LedgerBody(ledger.instances(), calls, codes);
    return Reply.json(200, Json.MAPPER.valueToTree(body).toString());
  }

  private Reply addFault(Call call) {
    var fault = Json.read(call, FaultBody.class).flatMap(FaultBody::fault);
    if (fault.isEmpty()) {
      return message(400, FaultBody.FORM);
    }
    memory.faults().add(fault.get());
    return Reply.empty(204);
  }

  private static Reply message(int status, String text) {
    return Reply.json(status, Json.MAPPER.createObjectNode().put("message", text).toString());
  }
}
