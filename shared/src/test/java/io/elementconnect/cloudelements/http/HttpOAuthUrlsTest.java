package io.elementconnect.cloudelements.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.secrets.ProviderApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which answers to the request for the redirect URL can be read. */
@Tag("R32")
class HttpOAuthUrlsTest {
  private static final String BODY =
      "{\"oauthUrl\":\"https://signin.example.com/\",\"element\":\"acme\"}";
  private static final Redirect READ = new Redirect.To("https://signin.example.com/");

  @Test
  void a_compressed_answer_is_read() throws IOException {
    assertThat(answered("Content-Encoding: gzip\r\n", gzip(BODY))).isEqualTo(READ);
  }

  @Test
  void a_byte_order_mark_is_skipped() throws IOException {
    assertThat(answered("", ("\uFEFF" + BODY).getBytes(UTF_8))).isEqualTo(READ);
  }

  @Test
  void an_answer_that_is_too_large_arrived_but_cannot_be_read() throws IOException {
    var large = BODY + " ".repeat(4 * 1024 * 1024);

    assertThat(answered("", large.getBytes(UTF_8))).isEqualTo(new Redirect.Unreadable());
    assertThat(answered("Content-Encoding: gzip\r\n", gzip(large)))
        .isEqualTo(new Redirect.Unreadable());
  }

  @Test
  void an_answer_in_an_unknown_encoding_cannot_be_read() throws IOException {
    assertThat(answered("Content-Encoding: br\r\n", BODY.getBytes(UTF_8)))
        .isEqualTo(new Redirect.Unreadable());
  }

  private static Redirect answered(String header, byte[] body) throws IOException {
    try (var server =
        RawServer.doing(connection -> {
          var out = connection.getOutputStream();
          try {
            out.write(
                ("HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(body);
          } catch (IOException e) {
            // The client has read enough and closed the connection.
          }
        })) {
      return new HttpOAuthUrls("http://" + server.address())
          .redirect(
              "acme",
              new ProviderApp("key", "secret", Map.of()),
              "https://connect.example.com/oauth/callback",
              "state",
              Map.of());
    }
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }
}
