package io.elementconnect.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
