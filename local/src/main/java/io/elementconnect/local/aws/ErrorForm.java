package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.aws.AwsFault.Instead;
import io.elementconnect.local.server.Reply;
import java.util.Optional;
import java.util.stream.Stream;

/** How each service names its failures. */
enum ErrorForm {
  DYNAMODB("DynamoDB_20120810", "application/x-amz-json-1.0", "InternalServerError"),
  SECRETS_MANAGER("secretsmanager", JsonService.CONTENT_TYPE, "InternalServiceError"),
  KMS("TrentService", JsonService.CONTENT_TYPE, "KMSInternalException");

  private final String service;
  private final String contentType;
  private final String internalError;

  ErrorForm(String service, String contentType, String internalError) {
    this.service = service;
    this.contentType = contentType;
    this.internalError = internalError;
  }

  /** The form of the service that a request is for; empty when it is none of these. */
  static Optional<ErrorForm> of(Service.Target target) {
    return Stream.of(values()).filter(form -> form.service.equals(target.service())).findFirst();
  }

  /** The {@code __type} by which the service refuses what a role does not allow. */
  String denial() {
    return qualified("com.amazon.coral.service#", "AccessDeniedException");
  }

  /** What takes the place of an answer. */
  Reply instead(Instead fault) {
    return switch (fault) {
      case AwsFault.Close() -> Reply.none();
      case AwsFault.Reset() -> Reply.reset();
      case AwsFault.ServerError() -> error(500, modelled(internalError));
      case AwsFault.Throttled() ->
          error(400, body(qualified("com.amazon.coral.availability#", "ThrottlingException")));
      case AwsFault.ThroughputExceeded() ->
          error(400, modelled("ProvisionedThroughputExceededException"));
      case AwsFault.InProgress() -> error(400, modelled("TransactionInProgressException"));
      case AwsFault.Cancelled(var reasons) -> {
        var body = modelled("TransactionCanceledException");
        var list = body.putArray("CancellationReasons");
        reasons.forEach(code -> list.addObject().put("Code", code));
        yield error(400, body);
      }
    };
  }

  private Reply error(int status, ObjectNode body) {
    return Reply.of(status, contentType, body.toString());
  }

  private ObjectNode modelled(String type) {
    return body(qualified("com.amazonaws.dynamodb.v20120810#", type));
  }

  /** Only DynamoDB names its errors with their namespaces. */
  private String qualified(String namespace, String type) {
    return this == DYNAMODB ? namespace + type : type;
  }

  private static ObjectNode body(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("__type", type)
        .put("message", "A fault that was set at the local AWS");
  }
}
