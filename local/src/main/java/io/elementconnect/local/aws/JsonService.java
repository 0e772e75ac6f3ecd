package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.util.Map;

/**
 * A service that speaks AWS's JSON 1.1 protocol: one JSON object in, one out.
 *
 * @param operations by their names in {@code X-Amz-Target}
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
record JsonService(Map<String, Operation> operations) implements Service {
  static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  /** Answers one request or throws an {@link AwsError}. */
  @FunctionalInterface
  interface Operation {
    ObjectNode answer(RequestBody parameters);
  }

  @Override
  public Reply answer(Target target, Call call) {
    var operation = operations.get(target.operation());
    if (operation == null) {
      return AwsError.of("UnknownOperationException").reply();
    }
    try {
      var answer = operation.answer(RequestBody.parse(call.body()));
      return Reply.of(200, CONTENT_TYPE, answer.toString());
    } catch (AwsError refusal) {
      return refusal.reply();
    }
  }
}
