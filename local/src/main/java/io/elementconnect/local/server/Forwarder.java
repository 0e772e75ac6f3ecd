package io.elementconnect.local.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/**
 * Hands each call to another server and its answer back, both byte for byte and with every header
 * but those that belong to one connection. A call is sent at most once.
 */
public final class Forwarder implements LoopbackServer.Handler, AutoCloseable {
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
    var request = HttpRequest.newBuilder(server.resolve(call.target()));
    var headers = Call.endToEnd(call.headers());
    // java.net.http sets these itself.
    headers.keySet().removeAll(Set.of("expect", "host"));
    headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    request.method(call.method(), BodyPublishers.ofByteArray(call.body()));
    var response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Reply(
        response.statusCode(), Call.endToEnd(response.headers().map()), response.body());
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
