package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How each service words what goes wrong inside it. */
enum ErrorForm {
  DYNAMODB("DynamoDB_20120810", "application/x-amz-json-1.0") {
    @Override
    Reply throttled() {
      return error(
          400,
          "com.amazon.coral.availability#ThrottlingException",
          "message",
          "Throughput exceeds the current capacity of your table or index.");
    }

    @Override
    Reply internalError() {
      return error(500, MODEL + "InternalServerError", "message", "Internal server error");
    }
  },

  SECRETS_MANAGER("secretsmanager", JsonService.CONTENT_TYPE) {
    @Override
    Reply throttled() {
      return error(400, "ThrottlingException", "message", "Rate exceeded");
    }

    @Override
    Reply internalError() {
      return error(500, "InternalServiceError", "Message", "An error occurred on the server side.");
    }
  },

  KMS("TrentService", JsonService.CONTENT_TYPE) {
    @Override
    Reply throttled() {
      return error(
          400,
          "ThrottlingException",
          "message",
          "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
    }

    @Override
    Reply internalError() {
      return error(500, "KMSInternalException", "message", "An internal error occurred.");
    }
  };

  private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";

  private final String service;
  private final String contentType;

  ErrorForm(String service, String contentType) {
    this.service = service;
    this.contentType = contentType;
  }

  /** The form of the service that a request is for; empty when it is none of these. */
  static Optional<ErrorForm> of(Target target) {
    return Stream.of(values()).filter(form -> form.service.equals(target.service())).findFirst();
  }

  abstract Reply throttled();

  abstract Reply internalError();

  static Reply throughputExceeded() {
    return DYNAMODB.error(
        400,
        MODEL + "ProvisionedThroughputExceededException",
        "message",
        "The level of configured provisioned throughput for the table was exceeded. Consider"
            + " increasing your provisioning level with the UpdateTable API.");
  }

  static Reply inProgress() {
    return DYNAMODB.error(
        400,
        MODEL + "TransactionInProgressException",
        "Message",
        "The transaction with the given request token is already in progress.");
  }

  static Reply cancelled(List<String> reasons) {
    var message =
        "Transaction cancelled, please refer cancellation reasons for specific reasons "
            + reasons.toString();
    var body = body(MODEL + "TransactionCanceledException").put("Message", message);
    var list = body.putArray("CancellationReasons");
    reasons.forEach(code -> list.addObject().put("Code", code));
    return Reply.of(400, DYNAMODB.contentType, body.toString());
  }

  /**
   * One error.
   *
   * @param member the name of the message's member, which differs
   */
  Reply error(int status, String type, String member, String message) {
    return Reply.of(status, contentType, body(type).put(member, message).toString());
  }

  private static ObjectNode body(String type) {
    return JsonNodeFactory.instance.objectNode().put("__type", type);
  }
}
