package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Reply;

/**
 * A refusal in the shape of AWS's JSON protocol: HTTP 400 with {@code __type} and a message.
 *
 * <p>An exception, as it is in the services' own models, so that a check anywhere in an operation
 * ends it. It is thrown before the operation has changed anything.
 */
final class AwsError extends IllegalArgumentException {
  private final transient ObjectNode body;

  private AwsError(ObjectNode body) {
    super(body.toString());
    this.body = body;
  }

  /** A refusal without a text, as KMS answers to a ciphertext that it cannot open. */
  static AwsError of(String type) {
    return new AwsError(body(type));
  }

  /** A refusal of KMS, or of the protocol itself. */
  static AwsError of(String type, String message) {
    return new AwsError(body(type).put("message", message));
  }

  /**
   * A refusal that spells the member {@code Message}: one of Secrets Manager, or of a request that
   * its role does not allow.
   */
  static AwsError capitalised(String type, String message) {
    return new AwsError(body(type).put("Message", message));
  }

  /** A parameter outside its bounds. The message never repeats the value. */
  static AwsError validation(String message) {
    return of("ValidationException", message);
  }

  Reply reply() {
    return Reply.of(400, JsonService.CONTENT_TYPE, body.toString());
  }

  private static ObjectNode body(String type) {
    return JsonNodeFactory.instance.objectNode().put("__type", type);
  }
}
