package io.elementconnect.cloudelements.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Reads one request from each connection, does byte for byte what it was told, and closes the
 * connection: also what no HTTP server would do.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Reading reading;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /** What happens once a request was read. */
  interface Behaviour {
    void answer(Socket connection) throws IOException;
  }

  private interface Reading {
    String read(InputStream in) throws IOException;
  }

  private RawServer(Reading reading, Behaviour behaviour) throws IOException {
    this(ServerSocketFactory.getDefault(), reading, behaviour);
  }

  private RawServer(ServerSocketFactory sockets, Reading reading, Behaviour behaviour)
      throws IOException {
    this.reading = reading;
    this.behaviour = behaviour;
    this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static RawServer doing(Behaviour behaviour) throws IOException {
    return new RawServer(RawServer::httpRequest, behaviour);
  }

  /** The same over TLS. */
  static RawServer answering(SSLContext tls, byte[] answer) throws IOException {
    return new RawServer(tls.getServerSocketFactory(), RawServer::httpRequest, writing(answer));
  }

  static RawServer answering(byte[] answer) throws IOException {
    return doing(writing(answer));
  }

  /** Reads the beginning of a TLS handshake (RFC 8446, section 5.1) instead of a request. */
  static RawServer answeringHandshake(byte[] answer) throws IOException {
    return new RawServer(RawServer::tlsRecord, writing(answer));
  }

  private static Behaviour writing(byte[] answer) {
    return connection -> connection.getOutputStream().write(answer);
  }

  /** The port of a server that is gone, so that connections to it are refused. */
  static int closedPort() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    }
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Every request that came, head and body. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      requests.add(reading.read(connection.getInputStream()));
      behaviour.answer(connection);
    } catch (IOException e) {
      requests.add(e.toString()); // a test that counts requests fails of it
    }
  }

  private static String httpRequest(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var octet = in.read();
      if (octet < 0) {
        throw new IOException("no whole request");
      }
      head.write(octet);
    }
    var text = head.toString(ISO_8859_1);
    var length =
        text.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return text + new String(in.readNBytes(length), ISO_8859_1);
  }

  private static String tlsRecord(InputStream in) throws IOException {
    var head = in.readNBytes(5);
    var length = ByteBuffer.wrap(head).getShort(3);
    return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(in.readNBytes(length));
  }
}
