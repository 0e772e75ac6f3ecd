package io.elementconnect.local.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.elementconnect.local.server.Reply.Delivery.Closed;
import io.elementconnect.local.server.Reply.Delivery.Cut;
import io.elementconnect.local.server.Reply.Delivery.Reset;
import io.elementconnect.local.server.Reply.Delivery.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An HTTP server that only this machine reaches: it listens on 127.0.0.1 and refuses every {@code
 * Host} but localhost and 127.0.0.1, so that no web page can reach it under a name of its own (DNS
 * rebinding).
 */
public final class LoopbackServer implements AutoCloseable {
  /** Sees the calls of every server that is started while it is bound. */
  public static final ScopedValue<Observer> OBSERVER = ScopedValue.newInstance();

  private static final Pattern OWN_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?");

  static {
    // Without it each small answer waits about 40 ms for Nagle's algorithm and a delayed
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Relay relay;
  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(Relay relay, HttpServer server, ExecutorService threads) {
    this.relay = relay;
    this.server = server;
    this.threads = threads;
  }

  /** Answers one request. An exception becomes a 500 and its stack trace goes to standard error. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Call call) throws Exception;
  }

  /** Is told of each call that reached its handler, before the answer is sent. */
  @FunctionalInterface
  public interface Observer {
    void answered(int port, Call call, Reply reply, Duration took);
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @param bodyLimit the most bytes that a request body may have; a longer one is answered with 413
   * @throws IOException when the port is taken
   */
  public static LoopbackServer start(int port, int bodyLimit, Handler handler) throws IOException {
    var relay = Relay.listen(port);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    var observer = OBSERVER.orElse((_, _, _, _) -> {});
    var observed = observed(handler, observer, relay.port());
    server.createContext("/", exchange -> serve(exchange, bodyLimit, observed, relay));
    server.start();
    relay.serve(server.getAddress());
    return new LoopbackServer(relay, server, threads);
  }

  /** The port that the server listens on. */
  public int port() {
    return relay.port();
  }

  /** Refuses every new connection until {@link #takeConnections}; those that stand go on. */
  public void refuseConnections() {
    relay.refuse();
  }

  /** Takes connections again, if it refuses them. */
  public void takeConnections() {
    relay.resume();
  }

  @Override
  public void close() {
    relay.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Function<Call, Reply> observed(Handler handler, Observer observer, int port) {
    return call -> {
      var begin = System.nanoTime();
      var reply = handled(handler, call);
      observer.answered(port, call, reply, Duration.ofNanos(System.nanoTime() - begin));
      return reply;
    };
  }

  private static void serve(
      HttpExchange exchange, int bodyLimit, Function<Call, Reply> handler, Relay relay)
      throws IOException {
    try (exchange) {
      var reply = answer(exchange, bodyLimit, handler);
      switch (reply.delivery()) {
        case Whole() -> send(exchange, reply, reply.body().length);
        case Cut(var bytes) -> send(exchange, reply, Math.min(bytes, reply.body().length - 1));
        // An exchange that is closed before its headers are sent takes the connection with it.
        case Closed() -> {}
        case Reset() -> relay.reset(exchange.getRemoteAddress().getPort());
      }
    }
  }

  private static Reply answer(HttpExchange exchange, int bodyLimit, Function<Call, Reply> handler)
      throws IOException {
    var host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !OWN_HOST.matcher(host).matches()) {
      return Reply.text(403, "This server answers to localhost only.");
    }
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(bodyLimit + 1);
    }
    if (body.length > bodyLimit) {
      return Reply.json(413, "{\"message\":\"Request Entity Too Large\"}");
    }
    return handler.apply(call(exchange, body));
  }

  // The handler may fail with anything; whoever called must still get an answer.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static Reply handled(Handler handler, Call call) {
    try {
      return handler.handle(call);
    } catch (InterruptedException _) {
      // The server is being closed.
      return Reply.none();
    } catch (Exception e) {
      e.printStackTrace();
      return Reply.json(500, "{\"message\":\"Internal Server Error\"}");
    }
  }

  private static Call call(HttpExchange exchange, byte[] body) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    var uri = exchange.getRequestURI();
    return new Call(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        uri.getRawQuery() == null ? "" : uri.getRawQuery(),
        headers,
        body);
  }

  /** Announces the whole body and sends its first bytes; the rest is missed when it is closed. */
  private static void send(HttpExchange exchange, Reply reply, int bytes) throws IOException {
    for (Map.Entry<String, List<String>> header : reply.headers().entrySet()) {
      exchange.getResponseHeaders().put(header.getKey(), header.getValue());
    }
    var length = reply.body().length;
    var bodiless = length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : length);
    if (!bodiless) {
      exchange.getResponseBody().write(reply.body(), 0, bytes);
      exchange.getResponseBody().flush();
    }
  }
}
