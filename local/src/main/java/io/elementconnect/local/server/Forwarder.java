package io.elementconnect.local.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hands each call to another server and its answer back, both byte for byte and with every header
 * but those that belong to one connection. A call is sent at most once.
 */
public final class Forwarder implements LoopbackServer.Handler, AutoCloseable {
  // RFC 9110, 7.6.1, and what java.net.http sets itself.
  private static final Set<String> PER_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Hands on to one server.
   *
   * @param server without a path
   */
  public Forwarder(URI server) {
    this.server = server;
  }

  @Override
  public Reply handle(Call call) throws IOException, InterruptedException {
    var target = call.path() + (call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery());
    var request = HttpRequest.newBuilder(server.resolve(target));
    endToEnd(call.headers())
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    request.method(call.method(), BodyPublishers.ofByteArray(call.body()));
    var response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), endToEnd(response.headers().map()), response.body());
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private static Map<String, List<String>> endToEnd(Map<String, List<String>> headers) {
    var kept = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    kept.putAll(headers);
    PER_CONNECTION.forEach(kept::remove);
    return kept;
  }
}
