package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.JsonObject;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A request to the reconciler. */
sealed interface ReconcilerRequest {

  /** {@code {"repair": true}}: every minute. */
  record Repair() implements ReconcilerRequest {}

  /** {@code {"sweep": true}}: every day. */
  record Sweep() implements ReconcilerRequest {}

  /** {@code {"list": true}}: the attempts that wait for an operator. */
  record ListAll() implements ReconcilerRequest {}

  /**
   * {@code {"settle": {"attemptId": …, "instanceId": …}}}, or {@code "failed": true} in place of
   * the instance.
   *
   * @param instance null to fail the attempt
   */
  record Settle(AttemptId attempt, @Nullable InstanceId instance) implements ReconcilerRequest {}

  /**
   * Returns the request in an invocation. When it is invalid, errors are added and the result has
   * no meaning.
   */
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
      json.addError(
          "repair", "is required, or one of sweep, list and settle; only one of them is allowed");
      return new ListAll();
    }
    return asked.getFirst();
  }

  private static ReconcilerRequest settle(JsonObject json) {
    var attempt = AttemptId.parse(json.required("attemptId"));
    var instance = InstanceId.read(json, "instanceId");
    var failed = json.flag("failed");
    json.refuseOthers();
    if (attempt.isEmpty()) {
      json.addError("attemptId", "must be 43 base64url characters");
    }
    if (json.has("instanceId") == failed) {
      json.addError("instanceId", "is required, or failed instead");
    }
    return attempt.isPresent() ? new Settle(attempt.get(), instance.orElse(null)) : new ListAll();
  }
}
