package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsManagerTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String NAME = "deployment/cloud-elements";
  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + NAME + "-AbCdEf";
  private static final String TOKEN = "t".repeat(32);
  private static final String OTHER_TOKEN = "u".repeat(32);

  private final SecretsManager stand = new SecretsManager(InstantSource.fixed(NOON));
  @AutoClose private final LoopbackServer server;
  @AutoClose private final SecretsManagerClient secrets;

  SecretsManagerTest() throws IOException {
    stand.createSecret(NAME, ARN);
    var router = new Router(Map.of("secretsmanager", stand.service()));
    server = LoopbackServer.start(0, 100_000, router);
    secrets = Clients.secretsManager(URI.create("http://localhost:" + server.port()));
  }

  @Test
  void a_value_is_read_by_name_and_by_arn() {
    put("one", TOKEN);

    var read = read(NAME);
    assertThat(read.arn()).isEqualTo(ARN);
    assertThat(read.name()).isEqualTo(NAME);
    assertThat(read.secretString()).isEqualTo("one");
    assertThat(read.versionId()).isEqualTo(TOKEN);
    assertThat(read.versionStages()).containsExactly("AWSCURRENT");
    assertThat(read.createdDate()).isEqualTo(NOON);
    assertThat(read(ARN).secretString()).isEqualTo("one");
  }

  @Test
  void a_secret_without_a_value_has_no_current_version() {
    assertThatThrownBy(() -> read(NAME))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageStartingWith(
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
  }

  @Test
  void a_secret_that_is_not_there_is_not_found() {
    for (var id :
        List.of("absent", "arn:aws:secretsmanager:us-east-1:000000000000:secret:absent")) {
      assertThatThrownBy(() -> read(id))
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageStartingWith("Secrets Manager can't find the specified secret.");
    }
  }

  @Test
  void a_new_value_becomes_current() {
    put("one", TOKEN);

    var put = put("two", OTHER_TOKEN);

    assertThat(put.arn()).isEqualTo(ARN);
    assertThat(put.versionId()).isEqualTo(OTHER_TOKEN);
    assertThat(put.versionStages()).containsExactly("AWSCURRENT");
    assertThat(read(NAME).secretString()).isEqualTo("two");
  }

  @Test
  void a_put_needs_a_value() {
    assertValidation(() -> secrets.putSecretValue(put -> put.secretId(NAME)));
  }

  @Test
  void a_description_has_no_value() {
    assertThat(secrets.describeSecret(secret -> secret.secretId(NAME)).arn()).isEqualTo(ARN);
    assertThatThrownBy(() -> secrets.describeSecret(secret -> secret.secretId("absent")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_member_that_would_be_ignored_is_refused() {
    assertValidation(
        () -> secrets.getSecretValue(get -> get.secretId(NAME).versionStage("AWSPREVIOUS")));
  }

  @Test
  void another_operation_is_unknown() {
    var refusal =
        catchThrowableOfType(SecretsManagerException.class, () -> secrets.getRandomPassword());

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
  }

  @Test
  void a_secret_set_up_directly_is_as_one_from_the_wire() {
    stand.putSecretValue(NAME, "one");

    assertThat(read(ARN).secretString()).isEqualTo("one");
    assertThatThrownBy(() -> stand.createSecret(NAME, ARN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stand.putSecretValue("absent", "one"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_value_does_not_show_in_text() {
    var secret =
        new SecretsManager.StoredSecret(NAME, ARN, Optional.empty())
            .with(new SecretsManager.StoredSecret.Version(TOKEN, "hidden", NOON));

    assertThat(secret.toString()).doesNotContain("hidden");
  }

  private PutSecretValueResponse put(String value, String token) {
    return secrets.putSecretValue(
        put -> put.secretId(NAME).secretString(value).clientRequestToken(token));
  }

  private GetSecretValueResponse read(String secretId) {
    return secrets.getSecretValue(get -> get.secretId(secretId));
  }

  private static void assertValidation(Runnable call) {
    var refusal = catchThrowableOfType(SecretsManagerException.class, call::run);

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
  }
}
