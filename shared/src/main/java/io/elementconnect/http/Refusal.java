package io.elementconnect.http;

import io.elementconnect.journal.Journal;
import io.elementconnect.json.Fault;
import io.elementconnect.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a program's request is not served: {@code application/problem+json} (RFC 9457).
 *
 * @param status the HTTP status
 * @param code stable, snake_case
 * @param title the same for every refusal with this code
 * @param detail what about this request, without secrets
 * @param errors what is wrong with single fields; empty when it is none of them
 */
public record Refusal(int status, String code, String title, String detail, List<Fault> errors) {

  public static final Refusal UNKNOWN_ROUTE =
      of(404, "not_found", "Not found", "There is nothing at this address.");
  public static final Refusal INVALID_CLAIMS =
      of(
          403,
          "invalid_claims",
          "Who you are cannot be told",
          "The access token must name one tenant and one user, each as one plain word.");
  public static final Refusal TRY_AGAIN =
      of(
          503,
          "try_again",
          "Try again",
          "Something that is needed did not answer. Nothing was lost: please send the request again.");
  public static final Refusal INTERNAL =
      of(
          500,
          "internal_error",
          "Internal error",
          "This is our fault; the request id tells us where.");

  public static Refusal of(int status, String code, String title, String detail) {
    return new Refusal(status, code, title, detail, List.of());
  }

  /** A request whose fields are wrong; the detail names all of them. */
  public static Refusal invalid(List<Fault> errors) {
    return new Refusal(
        400,
        "invalid_request",
        "Invalid request",
        errors.stream().map(Fault::toString).collect(Collectors.joining("; ")) + ".",
        List.copyOf(errors));
  }

  /** The members of the problem, with the id of the request that is being served. */
  public Map<String, Object> toJson() {
    var json =
        Json.object(
            "type",
            "about:blank",
            "code",
            code,
            "title",
            title,
            "status",
            status,
            "detail",
            detail);
    if (Journal.REQUEST_ID.isBound()) {
      json.put("requestId", Journal.REQUEST_ID.get());
    }
    if (!errors.isEmpty()) {
      json.put(
          "errors",
          errors.stream()
              .map(fault -> Json.object("field", fault.field(), "reason", fault.reason()))
              .toList());
    }
    return json;
  }
}
