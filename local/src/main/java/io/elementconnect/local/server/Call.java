package io.elementconnect.local.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the wire.
 *
 * @param path the path, still percent-encoded
 * @param rawQuery the query, still percent-encoded; empty when there is none
 * @param headers found without regard to case; each value on its own, in the order of arrival
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(
    String method, String path, String rawQuery, Map<String, List<String>> headers, byte[] body) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
