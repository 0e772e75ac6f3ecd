package io.elementconnect.http;

import io.elementconnect.attempts.Failure;
import io.elementconnect.journal.Journal;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.SecretProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a program's request is not served: {@code application/problem+json} (RFC 9457).
 *
 * @param status the HTTP status
 * @param detail an explanation for this request, without secrets
 * @param errors the errors of single fields; empty when there are none
 */
public record Problem(ProblemType type, int status, String detail, List<FieldError> errors) {

  public static final Problem UNKNOWN_ROUTE =
      of(ProblemType.NOT_FOUND, "There is nothing at this address.");
  public static final Problem UNKNOWN_ATTEMPT =
      of(ProblemType.UNKNOWN_ATTEMPT, "There is no attempt with this id.");
  public static final Problem MALFORMED_QUERY =
      of(ProblemType.MALFORMED_QUERY, "The query is not properly encoded.");
  public static final Problem TRY_AGAIN =
      of(
          ProblemType.TRY_AGAIN,
          "A dependency did not respond. Nothing was lost: please send the request again.");
  public static final Problem INTERNAL =
      of(
          ProblemType.INTERNAL_ERROR,
          "This is an error on our side. Quote the request id when you report it.");

  /** A problem with the usual status of its type. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, type.status(), detail, List.of());
  }

  /** 409: the attempt ended without an instance, or cannot end with this one. */
  public static Problem of(Failure failure) {
    return new Problem(ProblemType.of(failure), 409, failure.detail(), List.of());
  }

  /** A request with invalid fields; the detail names all of them. */
  public static Problem invalid(List<FieldError> errors) {
    var type = ProblemType.INVALID_REQUEST;
    var detail = errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")) + ".";
    return new Problem(type, type.status(), detail, List.copyOf(errors));
  }

  /**
   * The access token does not name one tenant and one user.
   *
   * @param rule what is wrong with the claim, without its value
   */
  public static Problem invalidClaim(String claim, String rule) {
    return of(
        ProblemType.INVALID_CLAIMS, "The claim " + claim + " of the access token " + rule + ".");
  }

  /** A secret that the request needs has no usable value in Secrets Manager. */
  public static Problem of(SecretProblem secret) {
    var type =
        switch (secret.kind()) {
          case NOT_SET -> ProblemType.SECRET_NOT_SET;
          case UNREADABLE -> ProblemType.SECRET_UNREADABLE;
        };
    return of(type, secret.detail());
  }

  /** The members of the problem, with the id of the request that is being served. */
  public Map<String, Object> toJson() {
    var json =
        Json.object(
            "type",
            "about:blank",
            "code",
            type.code(),
            "title",
            type.title(),
            "status",
            status,
            "detail",
            detail);
    if (Journal.REQUEST_ID.isBound()) {
      json.put("requestId", Journal.REQUEST_ID.get());
    }
    if (!errors.isEmpty()) {
      json.put("errors", errors.stream().map(Problem::toJson).toList());
    }
    return json;
  }

  private static Map<String, Object> toJson(FieldError error) {
    var json = Json.object("field", error.field(), "reason", error.reason());
    if (error.label() != null) {
      json.put("label", error.label());
    }
    return json;
  }
}
