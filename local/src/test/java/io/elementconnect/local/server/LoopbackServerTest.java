package io.elementconnect.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {

  @Test
  void a_foreign_host_is_refused() throws IOException {
    try (var server = LoopbackServer.start(0, 100, _ -> Reply.text(200, "hello"))) {
      assertThat(raw(server, "GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(raw(server, "GET / HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200")
          .endsWith("hello");
    }
  }

  @Test
  void a_header_keeps_its_case_after_the_same_in_another_case() throws IOException {
    try (var server =
        LoopbackServer.start(0, 4, call -> Reply.text(200, call.header("cookie").orElseThrow()))) {
      var request = "GET / HTTP/1.1\r\nHost: localhost\r\n";

      var answers =
          raw(
              server,
              request
                  + "Cookie: a=key\r\n\r\n"
                  + request
                  + "Cookie: a=KEY\r\nConnection: close\r\n\r\n");

      assertThat(answers).contains("a=key").endsWith("a=KEY");
    }
  }

  @Test
  void a_body_over_the_limit_is_refused() throws IOException {
    try (var server = LoopbackServer.start(0, 4, call -> Reply.text(200, call.text()))) {
      var head = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ";
      assertThat(raw(server, head + "4\r\n\r\n1234")).endsWith("1234");
      assertThat(raw(server, head + "5\r\n\r\n12345")).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void no_answer_closes_the_connection() throws IOException {
    try (var server = LoopbackServer.start(0, 4, _ -> Reply.none())) {
      assertThat(raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).isEmpty();
    }
  }

  @Test
  void a_reset_is_no_close() throws IOException {
    try (var server = LoopbackServer.start(0, 4, _ -> Reply.reset())) {
      assertThatThrownBy(() -> raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void connections_can_be_refused_for_a_while() throws IOException {
    try (var server = LoopbackServer.start(0, 4, _ -> Reply.text(200, "hello"))) {
      var request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

      server.refuseConnections();
      server.refuseConnections();
      assertThatThrownBy(() -> raw(server, request)).isInstanceOf(ConnectException.class);

      server.takeConnections();
      server.takeConnections();
      assertThat(raw(server, request)).endsWith("hello");
    }
  }

  @Test
  void a_cut_answer_announces_more_than_it_sends() throws IOException {
    var bytes = new AtomicInteger(2);
    try (var server =
        LoopbackServer.start(0, 4, _ -> Reply.text(200, "hello").cutAfter(bytes.get()))) {
      assertThat(raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .containsIgnoringCase("Content-Length: 5\r\n")
          .endsWith("\r\n\r\nhe");

      bytes.set(100);
      assertThat(raw(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).endsWith("hell");
    }
  }

  @Test
  void a_connection_serves_many_requests_of_any_size() throws IOException {
    var large = "x".repeat(1_000_000);
    try (var server = LoopbackServer.start(0, 2_000_000, call -> Reply.text(200, call.text()))) {
      var request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n";
      assertThat(
              raw(server, request + "\r\n" + large + request + "Connection: close\r\n\r\n" + large))
          .hasSizeGreaterThan(2_000_000)
          .endsWith(large);
    }
  }

  @Test
  void a_closed_server_leaves_its_port() throws IOException {
    var server = LoopbackServer.start(0, 4, _ -> Reply.empty(204));
    server.close();

    LoopbackServer.start(server.port(), 4, _ -> Reply.empty(204)).close();
  }

  @Test
  void only_the_loopback_address_listens() throws IOException {
    try (var server = LoopbackServer.start(0, 4, _ -> Reply.empty(204))) {
      var others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
      for (InetAddress other : others) {
        assertThatThrownBy(() -> new Socket(other, server.port()).close())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  private static String raw(LoopbackServer server, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
