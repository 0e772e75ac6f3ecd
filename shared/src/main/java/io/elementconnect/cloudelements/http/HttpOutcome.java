package io.elementconnect.cloudelements.http;

import io.elementconnect.json.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The outcome of one HTTP request. */
sealed interface HttpOutcome {
  Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  Pattern REQUEST_ID = Pattern.compile("[0-9a-f]{24}");

  /**
   * A complete response.
   *
   * @param body decoded from UTF-8 with invalid bytes replaced, without a byte-order mark; empty
   *     when it is too large or has an unknown content encoding
   */
  record Answer(int status, HttpHeaders headers, Optional<String> body) implements HttpOutcome {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A response whose body was read. */
    static Answer of(int status, HttpHeaders headers, byte[] body) {
      var text = new String(body, StandardCharsets.UTF_8);
      var marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return new Answer(status, headers, Optional.of(marked ? text.substring(1) : text));
    }

    boolean is2xx() {
      return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
      return headers.firstValue(name).filter(value -> !value.isBlank());
    }

    Optional<Integer> retryAfterSeconds() {
      return header("Retry-After")
          .filter(value -> SECONDS.matcher(value).matches())
          .map(Integer::valueOf);
    }

    /**
     * Whether the platform itself sent this, and not a proxy or gateway in front of it. Only such a
     * response proves that something was refused or does not exist. The platform's mark is a
     * request id of 24 hex digits in the header {@code Elements-Request-Id}, or in an error's body
     * beside its {@code message}. A body with fields of other error formats is not the platform's.
     */
    boolean isFromPlatform() {
      var fields = object();
      return !hasForeignFields(fields)
          && (header("Elements-Request-Id").filter(Answer::isRequestId).isPresent()
              || (fields.get("message") instanceof String
                  && fields.get("requestId") instanceof String id
                  && isRequestId(id)));
    }

    /** The {@code message} of an error; empty when there is none. */
    String message() {
      return object().get("message") instanceof String message ? message : "";
    }

    /** The reason why the response is inconclusive, for the journal: its status and origin. */
    String description() {
      return "status " + status + (isFromPlatform() ? "" : ", not from the platform");
    }

    private Map<String, Object> object() {
      return body.map(text -> text.getBytes(StandardCharsets.UTF_8))
          .flatMap(Json::parse)
          .orElse(Map.of());
    }

    private static boolean hasForeignFields(Map<String, Object> fields) {
      return fields.containsKey("status")
          || fields.containsKey("error")
          || fields.containsKey("path")
          || fields.containsKey("timestamp");
    }

    private static boolean isRequestId(String text) {
      return REQUEST_ID.matcher(text).matches();
    }

    @Override
    public String toString() {
      return "Answer"; // header and body come from the other side
    }
  }

  /** No connection was made: no byte of the request was sent. */
  record NotSent() implements HttpOutcome {}

  /** The request may have arrived, but no complete response was received. */
  record NoAnswer(String why) implements HttpOutcome {}
}
