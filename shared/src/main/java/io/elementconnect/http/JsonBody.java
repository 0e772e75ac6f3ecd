package io.elementconnect.http;

import static io.elementconnect.http.ProblemType.BODY_TOO_LARGE;
import static io.elementconnect.http.ProblemType.MALFORMED_BODY;
import static io.elementconnect.http.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import io.elementconnect.json.Json;
import java.util.Map;
import java.util.regex.Pattern;

/** The JSON object in the body of a request, or why there is none. */
public sealed interface JsonBody {
  /** The maximum size of a body, in bytes. */
  int MAX_BYTES = 16 * 1024;

  Pattern CONTENT_TYPE = Pattern.compile("(?i)application/json(\\s*;\\s*charset=\"?utf-8\"?)?");

  record Read(Map<String, Object> fields) implements JsonBody {
    @Override
    public String toString() {
      return "Read";
    }
  }

  record Refused(Problem refusal) implements JsonBody {}

  static JsonBody of(Request request) {
    var contentType = request.header("content-type").orElse("");
    if (!CONTENT_TYPE.matcher(contentType.strip()).matches()) {
      return refused(UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json.");
    }
    if (request.body().isEmpty()) {
      return refused(MALFORMED_BODY, "The body is not valid base64.");
    }
    var body = request.body().get();
    if (body.length > MAX_BYTES) {
      return refused(BODY_TOO_LARGE, "The body may have at most 16 KB.");
    }
    return Json.parse(body)
        .<JsonBody>map(Read::new)
        .orElseGet(() ->
            refused(
                MALFORMED_BODY,
                "The body must be a single JSON object, nested at most "
                    + Json.MAX_DEPTH
                    + " levels deep, without duplicate keys."));
  }

  private static Refused refused(ProblemType type, String detail) {
    return new Refused(Problem.of(type, detail));
  }
}
