package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

class RouterTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/kms/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature="
          + "0".repeat(64);

  private final Router router;
  @AutoClose private final HttpClient client = HttpClient.newHttpClient();
  @AutoClose private final LoopbackServer server;

  RouterTest() throws IOException {
    Service kms = (target, call) -> Reply.json(200, "{\"KeyId\":\"" + target.operation() + "\"}");
    router = new Router(Map.of("TrentService", kms));
    server = LoopbackServer.start(0, 100, router);
  }

  @Test
  void a_signed_request_reaches_the_service_of_its_target() throws Exception {
    var answer = post("/", "TrentService.Encrypt", SIGNED);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Encrypt");
    assertThat(router.calls()).isEqualTo(Map.of("TrentService.Encrypt", 1));
  }

  @Test
  void another_target_is_an_unknown_operation() throws Exception {
    for (var target : new String[] {"AmazonSSM.GetParameter", "TrentService", "", "a.b.c"}) {
      var answer = post("/", target, SIGNED);

      assertThat(answer.statusCode()).as(target).isEqualTo(400);
      assertThat(errorType(answer)).as(target).isEqualTo("UnknownOperationException");
    }
    assertThat(router.calls()).isEmpty();
  }

  @Test
  void another_path_or_method_is_an_unknown_operation() throws Exception {
    var elsewhere = post("/elsewhere", "TrentService.Encrypt", SIGNED);
    var get = client.send(request("/", "TrentService.Encrypt", SIGNED).GET().build(), text());

    assertThat(errorType(elsewhere)).isEqualTo("UnknownOperationException");
    assertThat(errorType(get)).isEqualTo("UnknownOperationException");
  }

  @Test
  void an_unsigned_request_of_the_sdk_is_refused_and_not_counted() {
    var endpoint = URI.create("http://localhost:" + server.port());
    try (var kms =
        Clients.client(KmsClient.builder(), endpoint, AnonymousCredentialsProvider.create())) {
      var refusal = catchThrowableOfType(KmsException.class, () -> kms.listKeys());

      assertThat(refusal.statusCode()).isEqualTo(400);
      assertThat(refusal.awsErrorDetails().errorCode())
          .isEqualTo("MissingAuthenticationTokenException");
    }
    assertThat(router.calls()).isEmpty();
  }

  @Test
  void a_request_signed_in_another_way_is_refused() throws Exception {
    for (var other : new String[] {"Bearer token", "AWS4-HMAC-SHA256", SIGNED.substring(0, 90)}) {
      var answer = post("/", "TrentService.Encrypt", other);

      assertThat(errorType(answer)).as(other).isEqualTo("MissingAuthenticationTokenException");
    }
  }

  @Test
  void answers_and_refusals_carry_a_request_id_each() throws Exception {
    var answered =
        post("/", "TrentService.Encrypt", SIGNED).headers().firstValue("x-amzn-RequestId");
    var refused = post("/", "nothing", SIGNED).headers().firstValue("x-amzn-RequestId");

    assertThat(answered).isPresent();
    assertThat(refused).isPresent().isNotEqualTo(answered);
  }

  private HttpResponse<String> post(String path, String target, String authorization)
      throws IOException, InterruptedException {
    return client.send(
        request(path, target, authorization).POST(BodyPublishers.ofString("{}")).build(), text());
  }

  private HttpRequest.Builder request(String path, String target, String authorization) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
        .header("X-Amz-Target", target)
        .header("Authorization", authorization);
  }

  private static HttpResponse.BodyHandler<String> text() {
    return BodyHandlers.ofString();
  }

  private static String errorType(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).path("__type").asText();
  }
}
