package io.elementconnect.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a function answered to the gateway. */
public record Answer(APIGatewayV2HTTPResponse event) {

  public int status() {
    return event.getStatusCode();
  }

  public Map<String, String> headers() {
    return event.getHeaders();
  }

  /** The value of a header, empty when it is not there. */
  public String header(String name) {
    return event.getHeaders().getOrDefault(name, "");
  }

  public List<String> cookies() {
    return event.getCookies();
  }

  public String body() {
    return event.getBody();
  }

  /** The body, which has to be a JSON object. */
  public Map<String, Object> json() {
    return Json.parse(body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new AssertionError("the body is not a JSON object"));
  }

  /** A field of the body, as text. */
  public String field(String name) {
    return String.valueOf(json().get(name));
  }

  /** The code of a problem. */
  public String code() {
    return field("code");
  }
}
