package io.elementconnect.cloudelements.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Creation.Busy;
import io.elementconnect.cloudelements.CloudElements.Creation.Created;
import io.elementconnect.cloudelements.CloudElements.Creation.Incomplete;
import io.elementconnect.cloudelements.CloudElements.Creation.NotSent;
import io.elementconnect.cloudelements.CloudElements.Creation.OtherElement;
import io.elementconnect.cloudelements.CloudElements.Creation.OutcomeUnknown;
import io.elementconnect.cloudelements.CloudElements.Creation.Refused;
import io.elementconnect.cloudelements.CloudElements.Creation.Unauthorized;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.Readiness;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.testing.BlockedCommonPool;
import io.elementconnect.testing.MemorySecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of {@code POST /instances} when something is wrong on the way. */
class HttpCloudElementsTest {
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final InstanceId ID = new InstanceId(42);
  private static final String WHOLE =
      "{\"id\":42,\"token\":\"t0k=\",\"element\":{\"key\":\"acme\"},\"valid\":true,\"tags\":[\"a\"]}";
  private static final String REQUEST_ID = "58b4a1e2e4b0c1d2e3f4a5b6";
  private static final String MARKED = "{\"requestId\":\"" + REQUEST_ID + "\",\"message\":\"no\"}";
  private static final NewInstance INSTANCE =
      new NewInstance(
          "acme",
          "Name",
          List.of("a", "ec:prod"),
          Map.of("code", "a+code"),
          Map.of("oauth.api.key", "key"));

  @Test
  void one_request_says_what_is_to_be_created() throws IOException {
    try (var server = RawServer.answering(ok(WHOLE))) {
      create(server);

      assertThat(server.requests()).hasSize(1);
      var request = server.requests().getFirst();
      var head = request.substring(0, request.indexOf("\r\n\r\n"));
      assertThat(head.lines())
          .contains(
              "POST /elements/api-v2/instances HTTP/1.1",
              "Authorization: User usr, Organization org",
              "Content-Type: application/json",
              "Accept: application/json");
      assertThat(Json.parse(request.substring(head.length() + 4).getBytes(UTF_8)))
          .hasValue(
              Map.of(
                  "element", Map.of("key", "acme"),
                  "providerData", Map.of("code", "a+code"),
                  "configuration", Map.of("oauth.api.key", "key"),
                  "name", "Name",
                  "tags", List.of("a", "ec:prod")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void a_whole_answer_is_an_instance(int status) throws IOException {
    assertThat(answered(answer(status, WHOLE)))
        .isEqualTo(
            new Created(
                new RemoteInstance(ID, "acme", null, List.of("a"), Map.of(), "t0k=", true),
                "t0k="));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                     | no id
          {"token":"t0k=","element":{"key":"acme"}}                              | no id
          {"id":0,"token":"t0k=","element":{"key":"acme"}}                       | no id
          {"id":-1,"token":"t0k=","element":{"key":"acme"}}                      | no id
          {"id":"x42","token":"t0k=","element":{"key":"acme"}}                   | no id
          {"id":4.2,"token":"t0k=","element":{"key":"acme"}}                     | no id
          """)
  void without_an_id_nothing_is_clear(String body, String why) throws IOException {
    assertThat(answered(ok(body))).isEqualTo(new Incomplete(why, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":42,"element":{"key":"acme"}}                                     | no token
          {"id":42,"token":null,"element":{"key":"acme"}}                        | no token
          {"id":42,"token":" ","element":{"key":"acme"}}                         | no token
          {"id":42,"token":7,"element":{"key":"acme"}}                           | no token
          {"id":42,"token":"t0k=","element":{"key":"acme"},"valid":false}        | not valid
          {"id":42,"token":"t0k="}                                               | no element
          {"id":42,"token":"t0k=","element":{"id":17}}                           | no element
          """)
  void what_is_missing_besides_the_id_leaves_a_hint(String body, String why) throws IOException {
    assertThat(answered(ok(body))).isEqualTo(new Incomplete(why, Optional.of(ID)));
  }

  /** The documentation's example of a response is an element, whose id is no instance's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":42}",
        "{\"id\":42,\"name\":\"Infusionsoft ERP by Keap\",\"key\":\"infusionsofterp\"}",
        "{\"id\":42,\"key\":\"acme\",\"configuration\":[{\"id\":123,\"key\":\"a\"}],\"hub\":\"erp\"}"
      })
  void an_answer_with_neither_element_nor_token_leaves_no_hint(String body) throws IOException {
    assertThat(answered(ok(body)))
        .isEqualTo(new Incomplete("no element and no token", Optional.empty()));
  }

  @Test
  void an_id_may_be_a_text() throws IOException {
    assertThat(answered(ok(WHOLE.replace("42", "\"42\"")))).isInstanceOf(Created.class);
  }

  @Test
  void a_byte_order_mark_is_skipped() throws IOException {
    var body = ("\uFEFF" + WHOLE).getBytes(UTF_8);

    assertThat(answered(answer(200, "", body))).isInstanceOf(Created.class);
  }

  @Test
  @Tag("R32")
  void a_token_of_a_megabyte_is_none() throws IOException {
    var body = WHOLE.replace("t0k=", "t".repeat(1_000_000));

    assertThat(answered(ok(body))).isEqualTo(new Incomplete("no token", Optional.of(ID)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void an_instance_of_another_element_is_reported_as_such(String valid) throws IOException {
    var body = WHOLE.replace("acme", "other").replace("true", valid);

    assertThat(answered(ok(body))).isEqualTo(new OtherElement(ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "\"id\"", "<html></html>", "{\"id\":42", "{\"id\":42} x"})
  void what_is_no_json_object_is_unclear(String body) throws IOException {
    assertThat(answered(ok(body))).isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void deep_nesting_is_unclear() throws IOException {
    var deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(answered(ok("{\"configuration\":" + deep + "," + WHOLE.substring(1))))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
  @Tag("R32")
  void a_compressed_body_is_unpacked(String encoding) throws IOException {
    assertThat(answered(answer(200, "Content-Encoding: " + encoding, gzip(WHOLE))))
        .isInstanceOf(Created.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
  @Tag("R32")
  void a_body_in_another_encoding_is_unclear(String encoding) throws IOException {
    assertThat(answered(answer(200, "Content-Encoding: " + encoding, gzip(WHOLE))))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void a_compressed_body_that_is_damaged_is_unclear() throws IOException {
    var body = gzip(WHOLE);

    assertThat(
            answered(answer(200, "Content-Encoding: gzip", Arrays.copyOf(body, body.length / 2))))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
    assertThat(answered(answer(200, "Content-Encoding: gzip", WHOLE.getBytes(UTF_8))))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  /** 100 MB of spaces in 100 kB. */
  @Test
  @Tag("R32")
  void unpacking_stops_at_the_limit() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      var megabyte = " ".repeat(1 << 20).getBytes(UTF_8);
      for (var i = 0; i < 100; i++) {
        gzip.write(megabyte);
      }
      gzip.write(WHOLE.getBytes(UTF_8));
    }

    assertThat(answered(answer(200, "Content-Encoding: gzip", packed.toByteArray())))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void the_limit_counts_unpacked_bytes() throws IOException {
    assertThat(answered(answer(200, "Content-Encoding: gzip", gzip(padded(MAX_BODY_BYTES)))))
        .isInstanceOf(Created.class);
    assertThat(answered(answer(200, "Content-Encoding: gzip", gzip(padded(MAX_BODY_BYTES + 1)))))
        .isEqualTo(new Incomplete("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void a_body_of_four_megabytes_is_read() throws IOException {
    assertThat(answered(ok(padded(MAX_BODY_BYTES)))).isInstanceOf(Created.class);
  }

  @Test
  @Tag("R32")
  void a_body_of_one_byte_more_is_unclear() throws IOException {
    var answer = ok(padded(MAX_BODY_BYTES + 1));
    try (var server = RawServer.doing(connection -> writeUntilClosed(connection, answer))) {
      assertThat(create(server)).isEqualTo(new Incomplete("unreadable body", Optional.empty()));
    }
  }

  @Test
  @Tag("R32")
  void a_body_without_a_stated_length_is_cut_off_too() throws IOException {
    var answer = "HTTP/1.1 200 OK\r\n\r\n" + padded(MAX_BODY_BYTES + 1);
    try (var server =
        RawServer.doing(connection -> writeUntilClosed(connection, answer.getBytes(UTF_8)))) {
      assertThat(create(server)).isEqualTo(new Incomplete("unreadable body", Optional.empty()));
    }
  }

  private static void writeUntilClosed(Socket connection, byte[] answer) {
    try {
      connection.getOutputStream().write(answer);
    } catch (IOException e) {
      // The client has read enough and closed the connection.
    }
  }

  @Test
  void a_cut_body_is_unclear() throws IOException {
    var whole = new String(ok(WHOLE), UTF_8);

    assertThat(answered(whole.substring(0, whole.length() - 1).getBytes(UTF_8)))
        .isEqualTo(broken());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 404, 405, 413, 415, 422})
  void a_refusal_of_the_platform_is_definite(int status) throws IOException {
    assertThat(answered(answer(status, MARKED))).isEqualTo(new Refused(status));
    assertThat(answered(answer(status, "Elements-Request-Id: " + REQUEST_ID, "no".getBytes(UTF_8))))
        .isEqualTo(new Refused(status));
  }

  /** What proxies, gateways and frameworks answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>404 Not Found</html>",
        "{\"message\":\"Not Found\"}",
        "{\"message\":\"no Route matched with those values\"}",
        "{\"message\":\"Not Found\",\"requestId\":\"abc\"}",
        "{\"message\":\"no\",\"requestId\":\"58B4A1E2E4B0C1D2E3F4A5B6\"}",
        "{\"message\":\"no\",\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b67\"}",
        "{\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\"}",
        "{\"message\":1,\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\"}",
        "{\"message\":\"no\",\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"status\":404}",
        "{\"message\":\"no\",\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"error\":\"x\"}",
        "{\"message\":\"no\",\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"path\":\"/\"}",
        "{\"message\":\"no\",\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"timestamp\":1}"
      })
  @Tag("R50")
  void a_refusal_without_the_platforms_mark_is_unclear(String body) throws IOException {
    for (var status : List.of(400, 403, 404, 422, 429, 503)) {
      assertThat(answered(answer(status, body)))
          .isEqualTo(new OutcomeUnknown("status " + status + ", not from the platform"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void a_busy_platform_is_told_apart(int status) throws IOException {
    assertThat(answered(answer(status, MARKED))).isEqualTo(new Busy(status));
  }

  @Test
  void a_401_is_unauthorized() throws IOException {
    assertThat(answered(answer(401, ""))).isEqualTo(new Unauthorized());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 408, 409, 500, 501, 502, 504})
  void any_other_status_is_unclear(int status) throws IOException {
    var answer = answer(status, status == 304 ? "" : MARKED);

    assertThat(answered(answer))
        .isEqualTo(
            new OutcomeUnknown(
                "status " + status + (status == 304 ? ", not from the platform" : "")));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Tag("R33")
  void a_redirect_is_not_followed(int status) throws IOException {
    try (var second = RawServer.answering(ok(WHOLE))) {
      var redirect =
          "HTTP/1.1 %d Elsewhere\r\nLocation: http://%s/\r\nContent-Length: 0\r\n\r\n"
              .formatted(status, second.address());

      assertThat(answered(redirect.getBytes(UTF_8)))
          .isEqualTo(new OutcomeUnknown("status " + status + ", not from the platform"));
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void a_refused_connection_sent_nothing() throws IOException {
    assertThat(create("http://127.0.0.1:" + RawServer.closedPort(), LONG)).isEqualTo(new NotSent());
  }

  @Test
  @Tag("R33")
  void a_refused_handshake_sent_nothing() throws IOException {
    // A TLS alert: fatal, handshake_failure (RFC 8446, section 6).
    var alert = HexFormat.of().parseHex("15030300020228");
    try (var server = RawServer.answeringHandshake(alert)) {
      assertThat(create("https://" + server.address(), LONG)).isEqualTo(new NotSent());
    }
  }

  @Test
  @Tag("R33")
  void a_secret_is_not_sent_to_a_host_with_an_untrusted_certificate(@TempDir Path directory)
      throws Exception {
    var answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8);
    try (var server = RawServer.answering(selfSigned(directory), answer)) {
      assertThat(create("https://" + server.address(), LONG)).isEqualTo(new NotSent());

      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> {
            while (server.requests().isEmpty()) {
              Thread.sleep(10);
            }
          });
      // Not what was read, but why nothing was.
      assertThat(server.requests())
          .singleElement(STRING)
          .contains("SSLHandshakeException")
          .doesNotContain("POST");
    }
  }

  @Test
  void a_connection_that_is_closed_without_an_answer_is_unclear() throws IOException {
    assertThat(answered(new byte[0])).isEqualTo(broken());
  }

  @Test
  void a_connection_that_is_reset_is_unclear() throws IOException {
    try (var server = RawServer.doing(connection -> connection.setSoLinger(true, 0))) {
      assertThat(create(server)).isEqualTo(broken());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-", "garbage\r\n\r\n", "HTTP/1.1 2"})
  void an_answer_that_is_no_http_is_unclear(String answer) throws IOException {
    assertThat(answered(answer.getBytes(UTF_8))).isEqualTo(broken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":42,"})
  void the_limit_holds_for_the_whole_answer(String beginning) throws IOException {
    try (var server =
        RawServer.doing(connection -> {
          connection.getOutputStream().write(beginning.getBytes(UTF_8));
          connection.getInputStream().read(); // until the client has gone
        })) {
      var creation =
          assertTimeoutPreemptively(
              Duration.ofSeconds(5),
              () -> create("http://" + server.address(), Duration.ofMillis(300)));

      assertThat(creation).isEqualTo(new OutcomeUnknown("no answer in time"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void an_answer_needs_no_thread_of_the_common_pool() throws IOException {
    try (var server = RawServer.answering(ok(WHOLE));
        var _ = new BlockedCommonPool()) {
      assertThat(create("http://" + server.address(), Duration.ofSeconds(5)))
          .isInstanceOf(Created.class);
    }
  }

  @Test
  @Tag("R36")
  void no_outcome_prints_a_secret() throws IOException {
    assertThat(answered(ok(WHOLE)).toString()).doesNotContain("t0k=");
    assertThat(INSTANCE.toString()).doesNotContain("a+code", "key");
  }

  /** The outcome after this answer to the only request. */
  private static Creation answered(byte[] answer) throws IOException {
    try (var server = RawServer.answering(answer)) {
      var creation = create(server);
      assertThat(server.requests()).hasSize(1);
      return creation;
    }
  }

  /** A certificate for this address, made a moment ago by itself. */
  private static SSLContext selfSigned(Path directory) throws Exception {
    var file = directory.resolve("key.p12").toString();
    var password = "no-secret";
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "here",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                file,
                "-storepass",
                password)
            .redirectErrorStream(true)
            .start();
    var told = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(told).isZero();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        KeyStore.getInstance(Path.of(file).toFile(), password.toCharArray()),
        password.toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  private static Creation create(RawServer server) {
    return create("http://" + server.address(), LONG);
  }

  private static Creation create(String origin, Duration limit) {
    var clock = InstantSource.system();
    var secrets = Map.of("organizationSecret", "org", "userSecret", "usr");
    var account = new CloudElementsAccount(_ -> MemorySecrets.json(secrets), "test", clock);
    var client =
        new HttpCloudElements(
            origin + "/elements/api-v2", account, Set.of("infusionsoft.server"), clock);
    var creation = ((Readiness.Prepared) client.prepareCreation()).creation();
    return creation.send(INSTANCE, clock.instant().plus(limit));
  }

  private static OutcomeUnknown broken() {
    return new OutcomeUnknown("connection broken");
  }

  private static String padded(int bytes) {
    var beginning = "{\"configuration\":\"";
    var end = "\"," + WHOLE.substring(1);
    return beginning + "x".repeat(bytes - beginning.length() - end.length()) + end;
  }

  private static byte[] ok(String body) {
    return answer(200, body);
  }

  private static byte[] answer(int status, String body) {
    return answer(status, "Content-Type: application/json", body.getBytes(UTF_8));
  }

  private static byte[] answer(int status, String header, byte[] body) {
    var head =
        "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(status, header.isEmpty() ? "" : header + "\r\n", body.length)
            .getBytes(UTF_8);
    var answer = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    return answer;
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }
}
