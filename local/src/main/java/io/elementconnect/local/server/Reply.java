package io.elementconnect.local.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One answer, or {@link #none()}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

  private static final int NO_STATUS = 0;

  /** No answer: the connection is closed without a byte. */
  public static Reply none() {
    return empty(NO_STATUS);
  }

  public static Reply json(int status, String json) {
    return of(status, "application/json", json);
  }

  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static Reply html(int status, String html) {
    return of(status, "text/html; charset=utf-8", html);
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  public static Reply redirect(String location) {
    return empty(302).with("Location", location);
  }

  public static Reply of(int status, String contentType, String body) {
    return new Reply(
        status,
        Map.of("Content-Type", List.of(contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is {@link #none()}. */
  public boolean isNone() {
    return status == NO_STATUS;
  }

  /** The same answer with one header set. */
  public Reply with(String name, String value) {
    var more = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, List.of(value));
    return new Reply(status, more, body);
  }
}
