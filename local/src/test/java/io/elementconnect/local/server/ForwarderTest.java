package io.elementconnect.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private static final byte[] BYTES = {0, 1, (byte) 0xff, (byte) 0xc3, '\r', '\n'};

  @Test
  void hands_a_request_on_byte_for_byte_with_its_headers() throws Exception {
    BlockingQueue<Call> arrived = new LinkedBlockingQueue<>();
    try (var upstream =
            LoopbackServer.start(
                0,
                100,
                call -> {
                  arrived.add(call);
                  return Reply.empty(200);
                });
        var forwarder = to(upstream.port())) {
      forwarder.handle(
          call(
              Map.of(
                  "Authorization", List.of("AWS4-HMAC-SHA256 Credential=local"),
                  "X-Amz-Target", List.of("DynamoDB_20120810.PutItem"),
                  "X-Twice", List.of("one", "two"),
                  "Host", List.of("localhost:1"),
                  "Content-Length", List.of("6"),
                  "Connection", List.of("keep-alive"))));
    }

    var call = arrived.remove();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/a%2Fb");
    assertThat(call.rawQuery()).isEqualTo("c=%5B%5D");
    assertThat(call.body()).isEqualTo(BYTES);
    assertThat(call.header("X-Amz-Target")).contains("DynamoDB_20120810.PutItem");
    assertThat(call.headers().get("X-Twice")).containsExactly("one", "two");
  }

  @Test
  void hands_an_answer_back_byte_for_byte_with_its_headers() throws Exception {
    var answer =
        new Reply(
            400,
            Map.of("x-amz-crc32", List.of("1234"), "x-amzn-RequestId", List.of("from-upstream")),
            BYTES);
    try (var upstream = LoopbackServer.start(0, 100, _ -> answer);
        var forwarder = to(upstream.port())) {
      var reply = forwarder.handle(call(Map.of()));

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body()).isEqualTo(BYTES);
      assertThat(reply.headers())
          .containsEntry("x-amz-crc32", List.of("1234"))
          .containsEntry("x-amzn-RequestId", List.of("from-upstream"))
          .doesNotContainKeys("Content-Length", "Connection", "Transfer-Encoding");
    }
  }

  @Test
  void a_request_that_got_no_answer_is_not_sent_again() throws Exception {
    var arrived = new AtomicInteger();
    Thread hangsUp;
    try (var upstream = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        var forwarder = to(upstream.getLocalPort())) {
      hangsUp = Thread.ofVirtual().start(() -> hangUpOnEveryone(upstream, arrived));

      assertThatThrownBy(() -> forwarder.handle(call(Map.of()))).isInstanceOf(IOException.class);
    }

    hangsUp.join();
    assertThat(arrived).hasValue(1);
  }

  private static void hangUpOnEveryone(ServerSocket upstream, AtomicInteger arrived) {
    try {
      while (true) {
        try (var connection = upstream.accept()) {
          connection.getInputStream().read();
          arrived.incrementAndGet();
        }
      }
    } catch (IOException _) {
      // The test closed it.
    }
  }

  private static Forwarder to(int port) {
    return new Forwarder(URI.create("http://127.0.0.1:" + port));
  }

  private static Call call(Map<String, List<String>> headers) {
    return new Call("POST", "/a%2Fb", "c=%5B%5D", headers, BYTES);
  }
}
