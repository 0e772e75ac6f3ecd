package io.elementconnect.local.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the connections of a server that stands on another port, and hands every byte on. It can
 * reset a connection, which {@code com.sun.net.httpserver} cannot.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
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
    return new Relay(new ServerSocket(port, 0, InetAddress.ofLiteral("127.0.0.1")));
  }

  /** Hands on from now on. */
  void serve(InetSocketAddress server) {
    threads.execute(() -> accept(server));
  }

  int port() {
    return listening.getLocalPort();
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
    try (listening) {
      threads.shutdownNow();
    } catch (IOException e) {
      throw new IllegalStateException("a port of this machine was not given back", e);
    }
  }

  private void accept(InetSocketAddress server) {
    try {
      while (!listening.isClosed()) {
        var caller = listening.accept();
        threads.execute(() -> join(caller, server));
      }
    } catch (IOException _) {
      // Closed, which is how it ends.
    }
  }

  private void join(Socket caller, InetSocketAddress server) {
    try (caller;
        var onward = new Socket(server.getAddress(), server.getPort())) {
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
