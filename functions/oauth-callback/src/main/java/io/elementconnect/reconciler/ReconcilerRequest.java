package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.JsonObject;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What the reconciler is asked to do. */
sealed interface ReconcilerRequest {

  /** {@code {"repair": true}}: every minute. */
  record Repair() implements ReconcilerRequest {}

  /** {@code {"sweep": true}}: every day. */
  record Sweep() implements ReconcilerRequest {}

  /** {@code {"list": true}}: what waits for an operator. */
  record ListAll() implements ReconcilerRequest {}

  /**
   * {@code {"settle": {"attemptId": …, "instanceId": …}}}, or {@code "failed": true} in place of
   * the instance.
   *
   * @param instance null when the attempt is to fail
   */
  record Settle(AttemptId attempt, @Nullable InstanceId instance) implements ReconcilerRequest {}

  /** The request in an invocation; any, with faults, when there is none. */
  static ReconcilerRequest of(JsonObject json) {
    var asked = new ArrayList<ReconcilerRequest>();
    if (json.flag("repair")) {
      asked.add(new Repair());
    }
    if (json.flag("sweep")) {
      asked.add(new Sweep());
    }
    if (json.flag("list")) {
      asked.add(new ListAll());
    }
    json.object("settle").map(ReconcilerRequest::settle).ifPresent(asked::add);
    json.refuseOthers();
    if (asked.size() != 1) {
      json.fault("repair", "or else sweep, list or settle is required, and only one of them");
      return new ListAll();
    }
    return asked.getFirst();
  }

  private static ReconcilerRequest settle(JsonObject json) {
    var attempt = AttemptId.parse(json.required("attemptId"));
    var number = json.number("instanceId");
    var failed = json.flag("failed");
    json.refuseOthers();
    if (attempt.isEmpty()) {
      json.fault("attemptId", "must be 43 base64url characters");
    }
    if (number.isPresent() == failed) {
      json.fault("instanceId", "is required, or failed in its place");
    }
    var instance = number.filter(id -> id > 0).map(InstanceId::new);
    if (number.isPresent() && instance.isEmpty()) {
      json.fault("instanceId", "must be greater than zero");
    }
    return attempt.isPresent() ? new Settle(attempt.get(), instance.orElse(null)) : new ListAll();
  }
}
