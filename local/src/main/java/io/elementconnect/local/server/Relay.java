package io.elementconnect.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the connections of a server that stands on another port, and hands every byte on. It can
 * reset a connection, which {@code com.sun.net.httpserver} cannot.
 */
final class Relay implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private volatile ServerSocket listening;
  private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);
  private @Nullable InetSocketAddress server;

  /** Keeps the port while nobody listens on it. */
  private @Nullable Socket placeholder;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** By the port from which the server behind sees them. */
  private final Map<Integer, Socket> callers = new ConcurrentHashMap<>();

  private Relay(ServerSocket listening) {
    this.listening = listening;
  }

  /**
   * Takes a port of 127.0.0.1; who connects waits for {@link #serve}.
   *
   * @param port the port, or 0 for any free one
   * @throws IOException when the port is taken
   */
  static Relay listen(int port) throws IOException {
    return new Relay(listenOn(port));
  }

  /** Hands on from now on. */
  synchronized void serve(InetSocketAddress to) {
    var socket = listening;
    server = to;
    accepting = CompletableFuture.runAsync(() -> accept(socket, to), threads);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Refuses every new connection until {@link #resume}; those that stand go on. */
  synchronized void refuse() {
    try {
      if (placeholder == null) {
        listening.close();
        accepting.join(); // until then the port is not free
        placeholder = new Socket();
        placeholder.setReuseAddress(true);
        placeholder.bind(new InetSocketAddress(LOOPBACK, port()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes connections again, if it refuses them. */
  synchronized void resume() {
    try {
      if (placeholder != null && server != null) {
        placeholder.close();
        placeholder = null;
        listening = listenOn(port());
        serve(server);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends a caller's connection with a TCP RST.
   *
   * @param port from which the server behind sees the caller
   */
  void reset(int port) throws IOException {
    try (var caller = callers.remove(port)) {
      if (caller != null) {
        caller.setSoLinger(true, 0);
      }
    }
  }

  @Override
  public void close() {
    try (var _ = listening;
        var _ = placeholder) {
      threads.shutdownNow();
    } catch (IOException e) {
      throw new IllegalStateException("a port of this machine was not given back", e);
    }
  }

  private static ServerSocket listenOn(int port) throws IOException {
    return new ServerSocket(port, 0, LOOPBACK);
  }

  private void accept(ServerSocket socket, InetSocketAddress to) {
    try {
      while (!socket.isClosed()) {
        var caller = socket.accept();
        threads.execute(() -> join(caller, to));
      }
    } catch (IOException _) {
      // Closed, which is how it ends.
    }
  }

  private void join(Socket caller, InetSocketAddress to) {
    try (caller;
        var onward = new Socket(to.getAddress(), to.getPort())) {
      caller.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      callers.put(onward.getLocalPort(), caller);
      threads.execute(() -> request(caller, onward));
      onward.getInputStream().transferTo(caller.getOutputStream());
      callers.remove(onward.getLocalPort());
    } catch (IOException _) {
      // One side is gone; the other is told by being closed.
    }
  }

  private static void request(Socket caller, Socket onward) {
    try {
      caller.getInputStream().transferTo(onward.getOutputStream());
      onward.shutdownOutput();
    } catch (IOException _) {
      closeQuietly(onward);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Then it was closed before.
    }
  }
}
