package io.elementconnect.local.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer, or what comes instead of it.
 *
 * @param status 0 when no answer is sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, List<String>> headers, byte[] body, Delivery delivery) {

  private static final int NO_STATUS = 0;

  public Reply(int status, Map<String, List<String>> headers, byte[] body) {
    this(status, headers, body, new Delivery.Whole());
  }

  public sealed interface Delivery {
    /** All of it. */
    record Whole() implements Delivery {}

    /** The headers and this many bytes of the body, the last one never; then a close. */
    record Cut(int bytes) implements Delivery {}

    /** Nothing: the connection is closed. */
    record Closed() implements Delivery {}

    /** Nothing: the connection ends with a TCP RST. */
    record Reset() implements Delivery {}
  }

  /** No answer: the connection is closed without a byte. */
  public static Reply none() {
    return empty(NO_STATUS).delivered(new Delivery.Closed());
  }

  public static Reply reset() {
    return empty(NO_STATUS).delivered(new Delivery.Reset());
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

  /** The same answer, of which only the first bytes of the body are sent. */
  public Reply cutAfter(int bytes) {
    return delivered(new Delivery.Cut(bytes));
  }

  public Reply with(String name, String value) {
    var more = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, List.of(value));
    return new Reply(status, more, body, delivery);
  }

  private Reply delivered(Delivery how) {
    return new Reply(status, headers, body, how);
  }
}
