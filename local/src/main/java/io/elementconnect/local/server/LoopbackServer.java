package io.elementconnect.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that only this machine reaches: it listens on 127.0.0.1 and refuses every {@code
 * Host} but localhost and 127.0.0.1, so that no web page can reach it under a name of its own (DNS
 * rebinding). What is no HTTP request is refused in JSON, with nothing of what was sent.
 */
public final class LoopbackServer implements AutoCloseable {
  /** Sees the calls of every server that is started while it is bound. */
  public static final ScopedValue<Observer> OBSERVER = ScopedValue.newInstance();

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int HEAD_LIMIT = 384 * 1024;

  private final Server server;
  private final ExecutorService threads;
  private final int port;
  private ServerConnector listening;

  /** Keeps the port while no connector listens on it. */
  private @Nullable Socket placeholder;

  private LoopbackServer(Server server, ExecutorService threads, ServerConnector listening) {
    this.server = server;
    this.threads = threads;
    this.listening = listening;
    this.port = listening.getLocalPort();
  }

  /** Answers one request. An exception becomes a 500 and its stack trace goes to standard error. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Call call) throws Exception;
  }

  /** Receives each call that reached its handler, before the answer is sent. */
  @FunctionalInterface
  public interface Observer {
    void answered(int port, Call call, Reply reply, Duration took);
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @param bodyLimit the maximum size of a request body in bytes; a larger one is answered with 413
   * @throws IOException when the port is taken
   */
  public static LoopbackServer start(int port, int bodyLimit, Handler handler) throws IOException {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var pool = new QueuedThreadPool();
    pool.setVirtualThreadsExecutor(threads);
    pool.setDaemon(true);
    var server = new Server(pool);
    try {
      var listening = listen(server, port);
      server.setErrorHandler(LoopbackServer::refuse);
      server.setHandler(
          new CallHandler(handler, bodyLimit, OBSERVER.orElse((_, _, _, _) -> {}), listening));
      server.start();
      return new LoopbackServer(server, threads, listening);
    } catch (Exception e) {
      for (var connector : server.getConnectors()) {
        ((ServerConnector) connector).close();
      }
      threads.shutdownNow();
      throw e instanceof IOException io ? io : new IOException("the server did not start", e);
    }
  }

  public int port() {
    return port;
  }

  /** Refuses every new connection until {@link #takeConnections}; open ones continue. */
  public synchronized void refuseConnections() {
    try {
      if (placeholder == null) {
        listening.close();
        placeholder = hold(port);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes connections again, if it refuses them. */
  public synchronized void takeConnections() {
    try {
      if (placeholder != null) {
        placeholder.close();
        placeholder = null;
        // A closed connector remains with the server as long as it has open connections.
        for (var closed : server.getConnectors()) {
          if (closed.getConnectedEndPoints().isEmpty()) {
            closed.stop();
            server.removeConnector(closed);
          }
        }
        listening = listen(server, port);
        listening.start();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the server does not listen again", e);
    }
  }

  @Override
  public synchronized void close() {
    try (var _ = placeholder) {
      server.stop();
      threads.shutdownNow();
    } catch (Exception e) {
      throw new IllegalStateException("a port of this machine was not given back", e);
    }
  }

  /** Answers what no handler sees, because it is no HTTP request. */
  private static boolean refuse(Request request, Response response, Callback callback) {
    var reason = HttpStatus.getMessage(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, "{\"message\":\"" + reason + "\"}", callback);
    return true;
  }

  private static ServerConnector listen(Server server, int port) throws IOException {
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    // Never: a client that keeps a connection must not send on it while it is being closed.
    connector.setIdleTimeout(0);
    connector.open(bound(port));
    server.addConnector(connector);
    return connector;
  }

  private static ServerSocketChannel bound(int port) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(LOOPBACK, port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Takes the port when it is free, which it is once an accept under way has returned. */
  private static Socket hold(int port) throws IOException {
    for (int tries = 1; ; tries++) {
      var socket = new Socket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(LOOPBACK, port));
        return socket;
      } catch (BindException e) {
        socket.close();
        if (tries == 5000) {
          throw e;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** Every request arrives as it was sent: what is wrong with it is for the handler to decide. */
  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEAD_LIMIT);
    configuration.setResponseHeaderSize(HEAD_LIMIT);
    // Otherwise a value that was seen before on the connection replaces one in another case.
    configuration.setHeaderCacheCaseSensitive(true);
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setHttpCompliance(
        HttpCompliance.RFC9110.with(
            "loopback",
            Violation.DUPLICATE_HOST_HEADERS,
            Violation.UNSAFE_HOST_HEADER,
            Violation.MISMATCHED_AUTHORITY));
    return configuration;
  }
}
