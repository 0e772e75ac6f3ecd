package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How each service names its failures. */
enum ErrorForm {
  DYNAMODB("DynamoDB_20120810", "application/x-amz-json-1.0") {
    @Override
    String denial() {
      return "com.amazon.coral.service#AccessDeniedException";
    }

    @Override
    Reply throttled() {
      return error(400, "com.amazon.coral.availability#ThrottlingException");
    }

    @Override
    Reply internalError() {
      return error(500, MODEL + "InternalServerError");
    }
  },

  SECRETS_MANAGER("secretsmanager", JsonService.CONTENT_TYPE) {
    @Override
    Reply internalError() {
      return error(500, "InternalServiceError");
    }
  },

  KMS("TrentService", JsonService.CONTENT_TYPE) {
    @Override
    Reply internalError() {
      return error(500, "KMSInternalException");
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

  /** The {@code __type} by which the service refuses what a role does not allow. */
  String denial() {
    return "AccessDeniedException";
  }

  abstract Reply internalError();

  Reply throttled() {
    return error(400, "ThrottlingException");
  }

  static Reply throughputExceeded() {
    return DYNAMODB.error(400, MODEL + "ProvisionedThroughputExceededException");
  }

  static Reply inProgress() {
    return DYNAMODB.error(400, MODEL + "TransactionInProgressException");
  }

  static Reply cancelled(List<String> reasons) {
    var body = body(MODEL + "TransactionCanceledException");
    var list = body.putArray("CancellationReasons");
    reasons.forEach(code -> list.addObject().put("Code", code));
    return Reply.of(400, DYNAMODB.contentType, body.toString());
  }

  Reply error(int status, String type) {
    return Reply.of(status, contentType, body(type).toString());
  }

  private static ObjectNode body(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("__type", type)
        .put("message", "A fault that was set at the local AWS");
  }
}
