package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.SortOrderType;

class SecretsManagerTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String NAME = "deployment/cloud-elements";
  private static final String TOKEN = "t".repeat(32);
  private static final String OTHER_TOKEN = "u".repeat(32);

  private final SecretsManager stand = new SecretsManager(InstantSource.fixed(NOON));
  @AutoClose private final LoopbackServer server;
  @AutoClose private final SecretsManagerClient secrets;

  SecretsManagerTest() throws IOException {
    var router = new Router(Map.of("secretsmanager", stand.service()), new CallCounter());
    server = LoopbackServer.start(0, 100_000, router);
    secrets = Clients.secretsManager(URI.create("http://localhost:" + server.port()));
  }

  @Test
  void a_secret_is_created_with_its_first_value() {
    var created = create("one");

    var read = read(NAME);
    assertThat(read.arn()).isEqualTo(created);
    assertThat(created)
        .matches(
            "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + NAME + "-[A-Za-z0-9]{6}");
    assertThat(read.name()).isEqualTo(NAME);
    assertThat(read.secretString()).isEqualTo("one");
    assertThat(read.versionId()).isEqualTo(TOKEN);
    assertThat(read.versionStages()).containsExactly("AWSCURRENT");
    assertThat(read.createdDate()).isEqualTo(NOON);
  }

  @Test
  void a_secret_may_hold_bytes() {
    var bytes = SdkBytes.fromByteArray(new byte[] {0, (byte) 0xff, 1});
    secrets.createSecret(secret -> secret.name(NAME).secretBinary(bytes));

    assertThat(read(NAME).secretBinary()).isEqualTo(bytes);
    assertThat(read(NAME).secretString()).isNull();
  }

  @Test
  void a_secret_without_a_value_has_no_current_version() {
    var created = secrets.createSecret(secret -> secret.name(NAME));

    assertThat(created.versionId()).isNull();
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
  void a_secret_is_found_by_its_arn_with_and_without_the_random_end() {
    var arn = create("one");

    assertThat(read(arn).secretString()).isEqualTo("one");
    assertThat(read(arn.substring(0, arn.length() - 7)).secretString()).isEqualTo("one");
  }

  @Test
  void a_name_is_given_once() {
    create("one");

    assertThatThrownBy(() -> secrets.createSecret(secret -> secret.name(NAME).secretString("one")))
        .isInstanceOf(ResourceExistsException.class)
        .hasMessageStartingWith(
            "The operation failed because the secret " + NAME + " already exists.");
  }

  @Test
  void a_repeated_creation_changes_nothing() {
    var arn = create("one");

    assertThat(create("one")).isEqualTo(arn);
    assertThatThrownBy(() -> create("two")).isInstanceOf(ResourceExistsException.class);
    assertThat(read(NAME).secretString()).isEqualTo("one");
  }

  @Test
  void a_name_has_only_the_characters_that_the_service_allows() {
    assertValidation(() -> secrets.createSecret(secret -> secret.name("a name")));
    assertValidation(() -> read("a name"));
  }

  @Test
  void a_new_value_becomes_current_and_the_old_one_previous() {
    create("one");

    var put = put("two", OTHER_TOKEN);

    assertThat(put.versionId()).isEqualTo(OTHER_TOKEN);
    assertThat(put.versionStages()).containsExactly("AWSCURRENT");
    assertThat(read(NAME).secretString()).isEqualTo("two");
    assertThat(readStage("AWSPREVIOUS").secretString()).isEqualTo("one");
    assertThat(readVersion(TOKEN).secretString()).isEqualTo("one");
  }

  @Test
  void a_version_that_lost_its_labels_is_still_read_by_its_id() {
    create("one");
    put("two", OTHER_TOKEN);
    put("three", "v".repeat(32));

    assertThat(readVersion(TOKEN).secretString()).isEqualTo("one");
    assertThat(readVersion(TOKEN).versionStages()).isEmpty();
    assertThat(secrets.describeSecret(secret -> secret.secretId(NAME)).versionIdsToStages())
        .isEqualTo(
            Map.of(OTHER_TOKEN, List.of("AWSPREVIOUS"), "v".repeat(32), List.of("AWSCURRENT")));
  }

  @Test
  void a_repeated_put_changes_nothing() {
    create("one");
    put("two", OTHER_TOKEN);

    put("two", OTHER_TOKEN);

    assertThat(readStage("AWSPREVIOUS").secretString()).isEqualTo("one");
  }

  @Test
  void a_token_stands_for_one_value() {
    create("one");

    assertThatThrownBy(() -> put("two", TOKEN))
        .isInstanceOf(ResourceExistsException.class)
        .hasMessageContaining("already in use")
        .hasMessageNotContaining("two");
  }

  @Test
  void a_value_put_under_another_label_leaves_the_current_one() {
    create("one");

    secrets.putSecretValue(
        put -> put.secretId(NAME).secretString("two").versionStages("AWSPENDING"));

    assertThat(read(NAME).secretString()).isEqualTo("one");
    assertThat(readStage("AWSPENDING").secretString()).isEqualTo("two");
  }

  @Test
  void the_first_value_is_current_whatever_its_label() {
    secrets.createSecret(secret -> secret.name(NAME));

    var put =
        secrets.putSecretValue(
            call -> call.secretId(NAME).secretString("one").versionStages("MINE"));

    assertThat(put.versionStages()).containsExactly("AWSCURRENT", "MINE");
  }

  @Test
  void a_put_needs_a_value_of_one_kind() {
    create("one");

    assertThatThrownBy(() -> secrets.putSecretValue(put -> put.secretId(NAME)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("You must provide either SecretString or SecretBinary.");
    assertThatThrownBy(() ->
            secrets.putSecretValue(put ->
                put.secretId(NAME)
                    .secretString("two")
                    .secretBinary(SdkBytes.fromUtf8String("two"))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void a_label_or_version_without_a_value_is_not_found() {
    create("one");

    assertThatThrownBy(() -> readStage("AWSPREVIOUS"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("for staging label: AWSPREVIOUS");
    assertThatThrownBy(() -> readVersion(OTHER_TOKEN))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("for VersionId: " + OTHER_TOKEN);
  }

  @Test
  void a_version_and_a_label_must_belong_together() {
    create("one");
    put("two", OTHER_TOKEN);

    assertThatThrownBy(() ->
            secrets.getSecretValue(
                get -> get.secretId(NAME).versionId(TOKEN).versionStage("AWSCURRENT")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("not associated");
  }

  @Test
  void an_update_changes_the_description_and_the_value() {
    create("one");

    var described = secrets.updateSecret(update -> update.secretId(NAME).description("ours"));
    var valued = secrets.updateSecret(update -> update.secretId(NAME).secretString("two"));

    assertThat(described.versionId()).isNull();
    assertThat(valued.versionId()).isEqualTo(read(NAME).versionId());
    assertThat(read(NAME).secretString()).isEqualTo("two");
    assertThat(readStage("AWSPREVIOUS").secretString()).isEqualTo("one");
    assertThat(secrets.describeSecret(secret -> secret.secretId(NAME)).description())
        .isEqualTo("ours");
  }

  @Test
  void a_description_holds_everything_but_the_value() {
    var arn = create("one");

    var described = secrets.describeSecret(secret -> secret.secretId(NAME));

    assertThat(described.arn()).isEqualTo(arn);
    assertThat(described.createdDate()).isEqualTo(NOON);
    assertThat(described.lastChangedDate()).isEqualTo(NOON);
    assertThat(described.deletedDate()).isNull();
    assertThat(described.versionIdsToStages()).isEqualTo(Map.of(TOKEN, List.of("AWSCURRENT")));
  }

  @Test
  void a_list_comes_in_pages() {
    for (var name : List.of("c", "a", "b")) {
      stand.createSecret(name);
    }

    var first = secrets.listSecrets(list -> list.maxResults(2));
    var second = secrets.listSecrets(list -> list.maxResults(2).nextToken(first.nextToken()));

    assertThat(first.secretList()).extracting(SecretListEntry::name).containsExactly("c", "a");
    assertThat(second.secretList()).extracting(SecretListEntry::name).containsExactly("b");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void the_paginator_of_the_sdk_sees_every_secret_once() {
    for (var name : List.of("a", "b", "c", "d")) {
      stand.createSecret(name);
    }

    assertThat(secrets.listSecretsPaginator(list -> list.maxResults(2)))
        .flatExtracting(ListSecretsResponse::secretList)
        .extracting(SecretListEntry::name)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void a_made_up_page_token_is_refused() {
    assertThatThrownBy(() -> secrets.listSecrets(list -> list.nextToken("x")))
        .isInstanceOf(InvalidNextTokenException.class);
  }

  @Test
  void a_member_that_would_be_ignored_is_refused() {
    assertValidation(() -> secrets.listSecrets(list -> list.sortOrder(SortOrderType.DESC)));
  }

  @Test
  void a_forced_deletion_frees_the_name_at_once() {
    var arn = create("one");

    var deleted =
        secrets.deleteSecret(secret -> secret.secretId(NAME).forceDeleteWithoutRecovery(true));

    assertThat(deleted.arn()).isEqualTo(arn);
    assertThat(deleted.deletionDate()).isEqualTo(NOON);
    assertThatThrownBy(() -> read(NAME)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(create("two")).isNotEqualTo(arn);
  }

  @Test
  void a_scheduled_deletion_only_marks_the_secret() {
    create("one");

    var deleted = secrets.deleteSecret(secret -> secret.secretId(NAME));

    assertThat(deleted.deletionDate()).isEqualTo(NOON.plus(Duration.ofDays(30)));
    assertThat(secrets.describeSecret(secret -> secret.secretId(NAME)).deletedDate())
        .isEqualTo(deleted.deletionDate());
    assertThat(secrets.listSecrets().secretList()).isEmpty();
    assertThat(secrets.listSecrets(list -> list.includePlannedDeletion(true)).secretList())
        .hasSize(1);
  }

  @Test
  void a_secret_marked_for_deletion_is_neither_read_nor_changed_nor_created_anew() {
    create("one");
    secrets.deleteSecret(secret -> secret.secretId(NAME).recoveryWindowInDays(7L));

    assertThatThrownBy(() -> read(NAME))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("marked for deletion");
    assertThatThrownBy(() -> put("two", OTHER_TOKEN)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> create("one"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("scheduled for deletion");
  }

  @Test
  void a_recovery_window_has_7_to_30_days_and_excludes_force() {
    create("one");

    for (var days : List.of(6L, 31L)) {
      assertThatThrownBy(() ->
              secrets.deleteSecret(secret -> secret.secretId(NAME).recoveryWindowInDays(days)))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("between 7 and 30 days");
    }
    assertThatThrownBy(() ->
            secrets.deleteSecret(secret ->
                secret.secretId(NAME).recoveryWindowInDays(7L).forceDeleteWithoutRecovery(true)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void another_operation_is_unknown() {
    var refusal =
        catchThrowableOfType(SecretsManagerException.class, () -> secrets.getRandomPassword());

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
  }

  @Test
  void a_secret_set_up_directly_is_as_one_from_the_wire() {
    var arn = stand.createSecret(NAME);
    stand.putSecretValue(NAME, "one");

    assertThat(read(arn).secretString()).isEqualTo("one");
    assertThatThrownBy(() -> stand.createSecret(NAME)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stand.putSecretValue("absent", "one"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_value_does_not_show_in_text() {
    assertThat(SecretValue.ofText("hidden").toString()).doesNotContain("hidden");
  }

  private String create(String value) {
    return secrets
        .createSecret(secret -> secret.name(NAME).secretString(value).clientRequestToken(TOKEN))
        .arn();
  }

  private PutSecretValueResponse put(String value, String token) {
    return secrets.putSecretValue(
        put -> put.secretId(NAME).secretString(value).clientRequestToken(token));
  }

  private GetSecretValueResponse read(String secretId) {
    return secrets.getSecretValue(get -> get.secretId(secretId));
  }

  private GetSecretValueResponse readStage(String stage) {
    return secrets.getSecretValue(get -> get.secretId(NAME).versionStage(stage));
  }

  private GetSecretValueResponse readVersion(String id) {
    return secrets.getSecretValue(get -> get.secretId(NAME).versionId(id));
  }

  private static void assertValidation(Runnable call) {
    var refusal = catchThrowableOfType(SecretsManagerException.class, call::run);

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
  }
}
