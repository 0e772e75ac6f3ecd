package io.elementconnect.http;

import io.elementconnect.json.Json;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON object as the body of a request, or why it is none. */
public sealed interface JsonBody {
  /** The largest body that is read. */
  int MOST_BYTES = 16 * 1024;

  Pattern CONTENT_TYPE = Pattern.compile("(?i)application/json(\\s*;\\s*charset=\"?utf-8\"?)?");

  record Read(Map<String, Object> fields) implements JsonBody {
    @Override
    public String toString() {
      return "Read";
    }
  }

  record Refused(Refusal refusal) implements JsonBody {}

  static JsonBody of(Request request) {
    var contentType = request.header("content-type").orElse("");
    if (!CONTENT_TYPE.matcher(contentType.strip()).matches()) {
      return refused(415, "unsupported_media_type", "Content-Type must be application/json.");
    }
    if (request.body().isEmpty()) {
      return refused(400, "malformed_body", "The body is not valid base64.");
    }
    var body = request.body().get();
    if (body.length > MOST_BYTES) {
      return refused(413, "body_too_large", "The body may have at most 16 KB.");
    }
    return Json.parse(body)
        .<JsonBody>map(Read::new)
        .orElseGet(() ->
            refused(
                400,
                "malformed_body",
                "The body must be one JSON object, nested at most "
                    + Json.MOST_DEPTH
                    + " deep, with no key twice."));
  }

  private static Refused refused(int status, String code, String detail) {
    return new Refused(Refusal.of(status, code, "Unreadable request", detail));
  }
}
