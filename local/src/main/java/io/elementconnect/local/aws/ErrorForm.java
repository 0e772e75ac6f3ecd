package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.server.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How each service words its own failures. */
enum ErrorForm {
  DYNAMODB(
      "DynamoDB_20120810",
      "application/x-amz-json-1.0",
      "com.amazon.coral.availability#ThrottlingException",
      Names.MODEL + "InternalServerError"),
  SECRETS_MANAGER(
      "secretsmanager", JsonService.CONTENT_TYPE, "ThrottlingException", "InternalServiceError"),
  KMS("TrentService", JsonService.CONTENT_TYPE, "ThrottlingException", "KMSInternalException");

  private static final class Names {
    static final String MODEL = "com.amazonaws.dynamodb.v20120810#";
  }

  private final String service;
  private final String contentType;
  private final String throttling;
  private final String internalError;

  ErrorForm(String service, String contentType, String throttling, String internalError) {
    this.service = service;
    this.contentType = contentType;
    this.throttling = throttling;
    this.internalError = internalError;
  }

  /** The form of the service that a request is for; empty when it is none of these. */
  static Optional<ErrorForm> of(Target target) {
    return Stream.of(values()).filter(form -> form.service.equals(target.service())).findFirst();
  }

  Reply throttled() {
    return error(400, body(throttling, "Rate exceeded"));
  }

  Reply internalError() {
    return error(500, body(internalError, "An error occurred on the server side."));
  }

  static Reply throughputExceeded() {
    return DYNAMODB.error(
        400,
        body(
            Names.MODEL + "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded."));
  }

  static Reply inProgress() {
    return DYNAMODB.error(
        400,
        body(
            Names.MODEL + "TransactionInProgressException",
            "The transaction with the given request token is already in progress."));
  }

  static Reply cancelled(List<String> reasons) {
    var body =
        body(
            Names.MODEL + "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
                + reasons);
    var list = body.putArray("CancellationReasons");
    reasons.forEach(code -> list.addObject().put("Code", code));
    return DYNAMODB.error(400, body);
  }

  private Reply error(int status, ObjectNode body) {
    return Reply.of(status, contentType, body.toString());
  }

  private static ObjectNode body(String type, String message) {
    return JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message);
  }
}
