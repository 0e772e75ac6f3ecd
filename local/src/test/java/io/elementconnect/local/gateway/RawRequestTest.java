package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that Java's own client cannot send, byte for byte over a socket. */
class RawRequestTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "GET /pets"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "\"", "<", ">", "{", "}", "[", "]", "^", "`", "\\", "'", "%", "%zz"})
  void what_should_have_been_encoded_in_a_query_arrives_as_it_was_sent(String raw)
      throws IOException {
    var event = event(answer("/pets?scope=full" + raw + "dt123&state=1", ""));

    assertThat(event.path("rawQueryString").asText())
        .isEqualTo("scope=full" + raw + "dt123&state=1");
    assertThat(event.at("/queryStringParameters/scope").asText()).isEqualTo("full" + raw + "dt123");
    assertThat(event.at("/queryStringParameters/state").asText()).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void a_cookie_with_a_control_character_is_a_bad_request(int control) throws IOException {
    assertBadRequest(answer("/pets", "Cookie: a=1" + (char) control + "2\r\n"));
  }

  @Test
  void one_bad_cookie_among_good_ones_is_a_bad_request() throws IOException {
    assertBadRequest(answer("/pets", "Cookie: a=1\r\nCookie: b=\t2\r\n"));
    assertBadRequest(answer("/none", "Cookie: a=1;\tb=2\r\n"));
  }

  @Test
  void a_tab_in_another_header_is_white_space() throws IOException {
    assertThat(event(answer("/pets", "X-Pet: dog\tcat\r\n")).at("/headers/x-pet").asText())
        .isEqualTo("dog\tcat");
  }

  @Test
  void what_is_no_request_is_refused_in_the_gateways_words() throws IOException {
    assertBadRequest(answer("/pets?a= b", ""));
    assertBadRequest(answer("/pets", "X-Pet: dog\u0001\r\n"));
    assertBadRequest(answer("/pets", "X-Pet\r\n"));
  }

  /** C0, DEL and C1: every control character that a header can hold as one byte. */
  static IntStream controls() {
    return IntStream.rangeClosed(0, 0x9f).filter(Character::isISOControl);
  }

  private static void assertBadRequest(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .endsWith("\r\n\r\n{\"message\":\"Bad Request\"}");
  }

  private String answer(String target, String headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.gateway().port())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
              .formatted(target, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode event(String answer) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    return new ObjectMapper().readTree(answer.split("\r\n\r\n", 2)[1]);
  }
}
