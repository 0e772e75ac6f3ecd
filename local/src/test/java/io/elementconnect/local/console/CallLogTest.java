package io.elementconnect.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private static final int PORT = 8080;
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void a_call_is_told_by_method_path_status_and_time() {
    answered(call("GET", "/pets/7", Map.of()), Reply.text(404, "none"));

    assertThat(shown()).isEqualTo("12:00:00    API: GET /pets/7 404 in 12 ms\n");
  }

  @Test
  void neither_query_nor_headers_nor_bodies_are_told() throws Exception {
    var secret = "s3cr3t";
    var reply = Reply.text(200, secret).with("Location", "/?" + secret);
    try (var server = observed(_ -> reply);
        var client = HttpClient.newHttpClient()) {
      var url =
          "http://localhost:%d/oauth/callback?code=%s&%s".formatted(server.port(), secret, secret);
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Authorization", secret)
              .header("X-Amz-Target", secret)
              .POST(BodyPublishers.ofString(secret));

      assertThat(client.send(request.build(), BodyHandlers.ofString()).body()).isEqualTo(secret);

      assertThat(shown()).matches("12:00:00    port \\d+: POST /oauth/callback 200 in \\d+ ms\n");
    }
  }

  @Test
  void a_handler_that_fails_is_told_as_the_answer_that_it_becomes() throws Exception {
    try (var server =
            observed(_ -> {
              throw new IllegalStateException("asked to fail");
            });
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/"));

      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(500);

      assertThat(shown()).contains(": GET / 500 in ");
    }
  }

  @Test
  void what_may_be_a_secret_in_a_path_is_cut() {
    answered(call("GET", "/connect/" + "k".repeat(43) + "/x", Map.of()), Reply.empty(200));

    assertThat(shown()).contains("GET /connect/kkkkkkkk.../x 200");
  }

  @Test
  void a_call_to_aws_is_told_by_service_and_operation() {
    answered(aws("DynamoDB_20120810.GetItem"), Reply.json(200, "{}"));
    answered(aws("TrentService.Decrypt"), Reply.json(200, "{}"));
    answered(aws("secretsmanager.GetSecretValue"), Reply.json(200, "{}"));

    assertThat(shown())
        .isEqualTo(
            """
            12:00:00    API: DynamoDB.GetItem 200 in 12 ms
            12:00:00    API: KMS.Decrypt 200 in 12 ms
            12:00:00    API: SecretsManager.GetSecretValue 200 in 12 ms
            """);
  }

  @Test
  void a_refusal_of_aws_is_told_by_its_type_alone() {
    var call = aws("DynamoDB_20120810.UpdateItem");
    answered(
        call,
        Reply.json(
            400,
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                + "\"message\":\"a value\"}"));
    answered(call, Reply.json(400, "{\"__type\":\"a value\"}"));
    answered(call, Reply.text(500, "a value"));

    assertThat(shown())
        .isEqualTo(
            """
            12:00:00    API: DynamoDB.UpdateItem ConditionalCheckFailedException in 12 ms
            12:00:00    API: DynamoDB.UpdateItem 400 in 12 ms
            12:00:00    API: DynamoDB.UpdateItem 500 in 12 ms
            """);
  }

  @Test
  void a_call_without_an_answer_is_told_so() {
    answered(call("POST", "/instances", Map.of()), Reply.none());

    assertThat(shown()).isEqualTo("12:00:00    API: POST /instances closed in 12 ms\n");
  }

  private LoopbackServer observed(LoopbackServer.Handler handler) throws Exception {
    return ScopedValue.where(LoopbackServer.OBSERVER, log())
        .call(() -> LoopbackServer.start(0, 100, handler));
  }

  private void answered(Call call, Reply reply) {
    log().answered(PORT, call, reply, Duration.ofMillis(12));
  }

  private CallLog log() {
    return new CallLog(
        new PrintStream(written, true, UTF_8),
        Paint.NONE,
        InstantSource.fixed(NOON),
        ZoneOffset.UTC,
        Map.of(PORT, "API"));
  }

  private String shown() {
    return written.toString(UTF_8);
  }

  private static Call aws(String target) {
    return call("POST", "/", Map.of("X-Amz-Target", List.of(target)));
  }

  private static Call call(String method, String path, Map<String, List<String>> headers) {
    return new Call(method, path, "", headers, new byte[0]);
  }
}
