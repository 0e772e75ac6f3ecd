package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A call to the HTTP API.
 *
 * @param id as API Gateway makes them: 16 characters, for logs only
 */
record ApiRequest(Call call, String id, Instant time) {

  static ApiRequest of(Call call, Instant time) {
    var random = new byte[11];
    ThreadLocalRandom.current().nextBytes(random);
    return new ApiRequest(call, Base64.getEncoder().encodeToString(random), time);
  }

  /**
   * The size that API Gateway limits: request line and header values, in bytes (<a
   * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">quotas
   * for HTTP APIs</a>).
   */
  int headSize() {
    var line = call.method() + " " + target() + " HTTP/1.1";
    return size(line)
        + call.headers().values().stream().flatMap(List::stream).mapToInt(ApiRequest::size).sum();
  }

  /** A root as AWS X-Ray writes it: version, epoch seconds and 96 random bits, in hexadecimal. */
  String traceId() {
    var random = ThreadLocalRandom.current();
    return "Root=1-%08x-%08x%016x"
        .formatted(time.getEpochSecond(), random.nextInt(), random.nextLong());
  }

  private String target() {
    return call.rawQuery().isEmpty() ? call.path() : call.path() + "?" + call.rawQuery();
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
