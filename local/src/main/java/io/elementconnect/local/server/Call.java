package io.elementconnect.local.server;

import static java.util.stream.Collectors.toMap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

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
  // Headers that concern one connection (RFC 9110, section 7.6.1), and the one of its framing.
  private static final Set<String> PER_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The headers that a gateway or proxy passes on, found without regard to case. */
  public static Map<String, List<String>> endToEnd(Map<String, List<String>> headers) {
    var kept = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    kept.putAll(headers);
    PER_CONNECTION.forEach(kept::remove);
    return kept;
  }

  public String target() {
    return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /**
   * The fields of a body in {@code application/x-www-form-urlencoded}; nothing when an escape is
   * broken, a field is repeated, or the whole is not UTF-8.
   */
  public Optional<Map<String, String>> form() {
    var fields = new Fields();
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return fields.stream().anyMatch(Fields.Field::hasMultipleValues)
        ? Optional.empty()
        : Optional.of(
            fields.stream().collect(toMap(Fields.Field::getName, Fields.Field::getValue)));
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
