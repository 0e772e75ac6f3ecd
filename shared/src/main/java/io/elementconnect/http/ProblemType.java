package io.elementconnect.http;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.elementconnect.attempts.Failure;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * Every problem type of our responses, with its usual status and its title (RFC 9457, section
 * 3.1.3). The code is part of the API: it never changes.
 */
public enum ProblemType {
  // The request
  BODY_TOO_LARGE(413, "body_too_large", "Body too large"),
  INVALID_CLAIMS(403, "invalid_claims", "Claims without one tenant and one user"),
  INVALID_REQUEST(400, "invalid_request", "Invalid request"),
  MALFORMED_BODY(400, "malformed_body", "Malformed body"),
  MALFORMED_QUERY(400, "malformed_query", "Malformed query"),
  NOT_FOUND(404, "not_found", "Not found"),
  UNKNOWN_ATTEMPT(404, "unknown_attempt", "Unknown attempt"),
  UNKNOWN_ELEMENT(404, "unknown_element", "Unknown element"),
  UNKNOWN_INSTANCE(404, "unknown_instance", "Unknown instance"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "Unsupported media type"),

  // A start
  ADDRESS_UNKNOWN(503, "address_unknown", "Address unknown"),
  ELEMENT_NOT_OAUTH2(400, "element_not_oauth2", "Element without OAuth 2.0"),
  SECRET_NOT_SET(503, "secret_not_set", "Secret not set"),
  SECRET_UNREADABLE(503, "secret_unreadable", "Secret unreadable"),
  TOO_MANY_STARTS(429, "too_many_starts", "Too many starts"),
  UNSAFE_AUTHORIZE_URL(502, "unsafe_authorize_url", "Unsafe authorize URL"),
  USE_POST(400, "use_post", "Use POST"),

  // A completion
  ATTEMPT_EXPIRED(410, "attempt_expired", "Attempt expired"),
  BAD_COMPLETION(400, "bad_completion", "Bad completion"),
  COMPLETION_EXPIRED(410, "completion_expired", "Completion expired"),
  NOT_YOUR_ATTEMPT(403, "not_your_attempt", "Not your attempt"),
  OTHER_CODE(409, "other_code", "Another authorization code"),

  // Cloud Elements; all but the second are also how an attempt can fail
  CLOUD_ELEMENTS_BUSY(503, "cloud_elements_busy", "Cloud Elements is busy"),
  CLOUD_ELEMENTS_UNREADABLE(
      502, "cloud_elements_unreadable", "Cloud Elements' answer could not be read"),
  CLOUD_ELEMENTS_REFUSED(502, "cloud_elements_refused", "Cloud Elements refused"),
  CLOUD_ELEMENTS_UNREACHABLE(504, "cloud_elements_unreachable", "Cloud Elements did not answer"),

  // Why an attempt can fail, or need an operator
  ACCESS_DENIED(409, "access_denied", "Access denied"),
  DAMAGED(409, "damaged", "Stored value damaged"),
  GIVEN_UP(409, "given_up", "Given up"),
  INCOMPLETE_INSTANCE(409, "incomplete_instance", "Incomplete instance"),
  INSTANCE_DIFFERS(409, "instance_differs", "Instance with another name or account"),
  INSTANCE_TAKEN(409, "instance_taken", "Instance of another attempt"),
  INVALID_INSTANCE(409, "invalid_instance", "Invalid instance"),
  LATE_INSTANCE(409, "late_instance", "Late instance"),
  LOOKUP_UNREADABLE(409, "lookup_unreadable", "Lookup unreadable"),
  NOT_CREATED(409, "not_created", "Instance not created"),
  OTHER_ELEMENT(409, "other_element", "Instance of another element"),
  OTHER_INSTANCE(409, "other_instance", "Another instance"),
  PROVIDER_ERROR(409, "provider_error", "Error of the provider"),
  UNIDENTIFIED_INSTANCE(409, "unidentified_instance", "Unidentified instance"),
  WRONG_ACCOUNT(409, "wrong_account", "Wrong account"),

  // An operator's settle
  CHANGED(409, "changed", "Changed in the meantime"),
  NOT_WAITING(409, "not_waiting", "Not waiting for an operator"),
  OTHER_INSTANCES(409, "other_instances", "Other instances exist"),

  // Ours
  INTERNAL_ERROR(500, "internal_error", "Internal error"),
  TRY_AGAIN(503, "try_again", "Try again");

  private static final Map<String, ProblemType> BY_CODE =
      Arrays.stream(values()).collect(toUnmodifiableMap(ProblemType::code, Function.identity()));

  private final int status;
  private final String code;
  private final String title;

  ProblemType(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /**
   * The type of an attempt's failure.
   *
   * @throws IllegalArgumentException when no type has its code
   */
  static ProblemType of(Failure failure) {
    var type = BY_CODE.get(failure.code());
    if (type == null) {
      throw new IllegalArgumentException("no problem type for " + failure.code());
    }
    return type;
  }

  /** Stable, snake_case. */
  public String code() {
    return code;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }
}
