package io.elementconnect.cloudelements.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Creation.Created;
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
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        .isEqualTo(new Created(new RemoteInstance(ID, "acme", List.of("a"), "t0k=", true), "t0k="));
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
          {"id":"42","token":"t0k=","element":{"key":"acme"}}                    | no id
          {"id":4.2,"token":"t0k=","element":{"key":"acme"}}                     | no id
          """)
  void without_an_id_nothing_is_clear(String body, String why) throws IOException {
    assertThat(answered(ok(body))).isEqualTo(new OutcomeUnknown(why, Optional.empty()));
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
    assertThat(answered(ok(body))).isEqualTo(new OutcomeUnknown(why, Optional.of(ID)));
  }

  @Test
  @Tag("R32")
  void a_token_of_a_megabyte_is_none() throws IOException {
    var body = WHOLE.replace("t0k=", "t".repeat(1_000_000));

    assertThat(answered(ok(body))).isEqualTo(new OutcomeUnknown("no token", Optional.of(ID)));
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
    assertThat(answered(ok(body)))
        .isEqualTo(new OutcomeUnknown("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void deep_nesting_is_unclear() throws IOException {
    var deep = "[".repeat(5_000) + "]".repeat(5_000);

    assertThat(answered(ok("{\"configuration\":" + deep + "," + WHOLE.substring(1))))
        .isEqualTo(new OutcomeUnknown("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void a_compressed_body_is_not_unpacked() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n";

    assertThat(answered((head + "\u001f\u008b").getBytes(ISO_8859_1)))
        .isEqualTo(new OutcomeUnknown("unreadable body", Optional.empty()));
  }

  @Test
  @Tag("R32")
  void a_body_of_four_megabytes_is_read() throws IOException {
    assertThat(answered(ok(padded(MAX_BODY_BYTES)))).isInstanceOf(Created.class);
  }

  @Test
  @Tag("R32")
  void a_body_of_one_byte_more_is_unclear() throws IOException {
    assertThat(answered(ok(padded(MAX_BODY_BYTES + 1)))).isEqualTo(broken());
  }

  @Test
  @Tag("R32")
  void a_body_without_a_stated_length_is_cut_off_too() throws IOException {
    var answer = "HTTP/1.1 200 OK\r\n\r\n" + padded(MAX_BODY_BYTES + 1);
    try (var server =
        RawServer.doing(connection -> {
          try {
            connection.getOutputStream().write(answer.getBytes(UTF_8));
          } catch (IOException e) {
            // The client went away in the midst of it.
          }
        })) {
      assertThat(create(server)).isEqualTo(broken());
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
  void a_definite_refusal_is_reported_with_its_status(int status) throws IOException {
    assertThat(answered(answer(status, "{\"message\":\"no\"}"))).isEqualTo(new Refused(status));
  }

  @Test
  void a_401_is_unauthorized() throws IOException {
    assertThat(answered(answer(401, ""))).isEqualTo(new Unauthorized());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 408, 409, 429, 500, 501, 502, 503, 504})
  void any_other_status_is_unclear(int status) throws IOException {
    var answer = answer(status, status == 304 ? "" : WHOLE);

    assertThat(answered(answer))
        .isEqualTo(new OutcomeUnknown("status " + status, Optional.empty()));
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
          .isEqualTo(new OutcomeUnknown("status " + status, Optional.empty()));
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

      assertThat(creation).isEqualTo(new OutcomeUnknown("no answer in time", Optional.empty()));
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
    var account = new CloudElementsAccount(_ -> Optional.of(secrets), "test", clock);
    var client = new HttpCloudElements(origin + "/elements/api-v2", account, clock);
    var creation = ((Readiness.Prepared) client.prepareCreation()).creation();
    return creation.send(INSTANCE, clock.instant().plus(limit));
  }

  private static OutcomeUnknown broken() {
    return new OutcomeUnknown("connection broken", Optional.empty());
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
    return "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body)
        .getBytes(UTF_8);
  }
}
