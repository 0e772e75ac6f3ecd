package io.elementconnect.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.AttemptId;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.aws.SecretsManagerStore;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.local.template.SealingKey;
import io.elementconnect.local.template.SecretResource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What the functions' own clients may do under the roles of template.yaml, and what not. */
@Tag("R34")
class EnforcedRolesTest {
  private static final String START = "RedirectUrlFunction";
  private static final String CALLBACK = "OAuthCallbackFunction";
  private static final String METADATA = "InstanceMetadataFunction";
  private static final String TOKEN = "InstanceTokenFunction";
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/";

  private final AwsPart aws = AwsPart.shared();
  private final String attempts = aws.attemptsTable();
  private final String instances = aws.instancesTable();
  private final SealingKey key = aws.template().keys().getFirst();
  private final SecretResource account = aws.template().secrets().getFirst();
  private final SecretResource app = aws.template().secrets().getLast();

  @Test
  void nobody_may_scan_but_the_administrator() {
    for (var function : aws.template().functions()) {
      for (var table : List.of(attempts, instances)) {
        assertDenied(
            () -> dynamoDb(function.logicalId()).scan(scan -> scan.tableName(table)),
            "dynamodb:Scan",
            TABLE + table);
      }
    }
    assertThatCode(() -> aws.clients().dynamoDb().scan(scan -> scan.tableName(attempts)))
        .doesNotThrowAnyException();
  }

  @Test
  void no_function_may_make_or_see_tables_but_the_administrator() {
    for (var function : aws.template().functions()) {
      var client = dynamoDb(function.logicalId());
      assertDenied(client::listTables, "dynamodb:ListTables", "*");
      assertDenied(
          () -> client.deleteTable(delete -> delete.tableName(attempts)),
          "dynamodb:DeleteTable",
          TABLE + attempts);
    }
    assertThat(aws.clients().dynamoDb().listTables().tableNames()).contains(attempts, instances);
  }

  @Test
  void a_denial_of_dynamodb_reads_as_in_aws() {
    var denial =
        catchThrowableOfType(
            DynamoDbException.class,
            () -> dynamoDb(METADATA).putItem(put -> put.tableName(instances).item(attempt())));

    assertThat(denial.statusCode()).isEqualTo(400);
    assertThat(denial.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(denial.awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: arn:aws:sts::000000000000:assumed-role/adapters-InstanceMetadataRole"
                + "/adapters-instance-metadata is not authorized to perform: dynamodb:PutItem"
                + " on resource: "
                + (TABLE + instances)
                + " because no identity-based policy allows the dynamodb:PutItem action");
  }

  @Test
  void denials_of_the_other_services_are_theirs() {
    assertThatThrownBy(() -> secretsManager(METADATA).getSecretValue(get -> get.secretId("a")))
        .isExactlyInstanceOf(SecretsManagerException.class);
    assertThatThrownBy(() -> kms(METADATA).describeKey(describe -> describe.keyId(key.keyId())))
        .isExactlyInstanceOf(KmsException.class);
  }

  @Test
  void a_table_is_the_same_by_its_name_and_its_arn() {
    assertDenied(
        () -> dynamoDb(METADATA).putItem(put -> put.tableName(TABLE + attempts).item(attempt())),
        "dynamodb:PutItem",
        TABLE + attempts);
  }

  @Test
  void who_may_query_a_table_may_not_query_its_indexes() {
    assertDenied(
        () ->
            dynamoDb(METADATA)
                .query(query ->
                    query
                        .tableName(instances)
                        .indexName("other")
                        .keyConditionExpression("tenant = :t")
                        .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("acme")))),
        "dynamodb:Query",
        TABLE + instances + "/index/other");
  }

  @Test
  void a_start_reads_the_check_of_the_account_and_no_attempt() {
    assertThatCode(() -> get("account")).doesNotThrowAnyException();
    assertDenied(() -> get("accounts"), "dynamodb:GetItem", TABLE + attempts);
    assertDenied(() -> get("a".repeat(43)), "dynamodb:GetItem", TABLE + attempts);
  }

  private void get(String key) {
    dynamoDb(START)
        .getItem(
            get -> get.tableName(attempts).key(Map.of("attemptId", AttributeValue.fromS(key))));
  }

  @Test
  void a_transaction_needs_what_its_parts_need() {
    var put = write(write -> write.put(part -> part.tableName(attempts).item(attempt())));
    var delete = write(write -> write.delete(part -> part.tableName(attempts).key(attempt())));
    var check =
        write(write ->
            write.conditionCheck(part ->
                part.tableName(attempts)
                    .key(attempt())
                    .conditionExpression("attribute_not_exists(attemptId)")));

    assertThatCode(() -> transact(START, put)).doesNotThrowAnyException();
    assertDenied(() -> transact(CALLBACK, put), "dynamodb:PutItem", TABLE + attempts);
    assertDenied(() -> transact(START, put, delete), "dynamodb:DeleteItem", TABLE + attempts);
    assertDenied(() -> transact(START, check), "dynamodb:ConditionCheckItem", TABLE + attempts);
  }

  @Test
  void a_transaction_of_reads_needs_reads() {
    var get =
        TransactGetItem.builder().get(part -> part.tableName(attempts).key(attempt())).build();

    assertThatCode(() -> dynamoDb(CALLBACK).transactGetItems(read -> read.transactItems(get)))
        .doesNotThrowAnyException();
    assertDenied(
        () -> dynamoDb(START).transactGetItems(read -> read.transactItems(get)),
        "dynamodb:GetItem",
        TABLE + attempts);
  }

  @Test
  void a_batch_needs_a_permission_of_its_own() {
    assertDenied(
        () ->
            dynamoDb(CALLBACK)
                .batchGetItem(batch ->
                    batch.requestItems(
                        Map.of(
                            attempts,
                            KeysAndAttributes.builder().keys(List.of(attempt())).build()))),
        "dynamodb:BatchGetItem",
        TABLE + attempts);
  }

  @Test
  void the_start_reads_the_secrets_of_elements_and_no_others() {
    var secrets = secretsManager(START);

    assertThat(secrets.getSecretValue(get -> get.secretId(app.name())).arn()).isEqualTo(app.arn());
    assertThatCode(() -> secrets.getSecretValue(get -> get.secretId(app.arn())))
        .doesNotThrowAnyException();
    for (var id : List.of(account.name(), account.arn())) {
      assertDenied(
          () -> secrets.getSecretValue(get -> get.secretId(id)),
          "secretsmanager:GetSecretValue",
          account.arn());
    }
    assertDenied(
        () -> secrets.putSecretValue(put -> put.secretId(app.name()).secretString("{}")),
        "secretsmanager:PutSecretValue",
        app.arn());
  }

  @Test
  void a_secret_that_is_not_there_is_told_only_to_whom_may_read_it() {
    var id = "element-connect/adapters/elements/other";

    assertThatThrownBy(() -> secretsManager(START).getSecretValue(get -> get.secretId(id)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertDenied(
        () -> secretsManager(TOKEN).getSecretValue(get -> get.secretId(id)),
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + id);
  }

  @Test
  void the_callback_makes_keys_for_tokens_and_does_not_open_them() {
    var token = Map.of("purpose", "token", "tenant", "acme");
    var encrypted =
        kms(CALLBACK)
            .generateDataKey(
                data -> data.keyId(key.arn()).keySpec(DataKeySpec.AES_256).encryptionContext(token))
            .ciphertextBlob();

    for (var id : List.of(key.arn(), key.keyId())) {
      assertDenied(
          () ->
              kms(CALLBACK)
                  .decrypt(decrypt ->
                      decrypt.keyId(id).ciphertextBlob(encrypted).encryptionContext(token)),
          "kms:Decrypt",
          key.arn());
    }
    assertDenied(() -> open(CALLBACK, encrypted, token), "kms:Decrypt", key.arn());
    assertThatCode(() -> open(TOKEN, encrypted, token)).doesNotThrowAnyException();
  }

  @Test
  void a_purpose_that_is_not_stated_is_not_allowed() {
    assertDenied(
        () ->
            kms(CALLBACK)
                .generateDataKey(data -> data.keyId(key.arn()).keySpec(DataKeySpec.AES_256)),
        "kms:GenerateDataKey",
        key.arn());
    assertDenied(
        () -> open(TOKEN, SdkBytes.fromUtf8String("bent"), Map.of("purpose", "token")),
        "kms:Decrypt",
        "*");
  }

  @Test
  void another_key_is_not_allowed() {
    var other = aws.newKey();

    assertDenied(
        () ->
            kms(CALLBACK)
                .generateDataKey(data ->
                    data.keyId(other)
                        .keySpec(DataKeySpec.AES_256)
                        .encryptionContext(Map.of("purpose", "token"))),
        "kms:GenerateDataKey",
        other);
  }

  @Test
  void what_a_role_lacks_is_told_to_the_operator() {
    var attempt = new AttemptId("a".repeat(43));
    var store = new DynamoAttempts(dynamoDb(START), attempts);
    var secrets = new SecretsManagerStore(secretsManager(START));
    var keys = new KmsDataKeys(kms(START), key.arn());

    assertThatThrownBy(() -> store.find(attempt))
        .hasMessage("STORE is unavailable: AccessDeniedException dynamodb:GetItem");
    assertThatThrownBy(() -> secrets.read(account.name()))
        .hasMessage("SECRETS is unavailable: AccessDeniedException secretsmanager:GetSecretValue");
    assertThatThrownBy(() -> keys.generate(Map.of("purpose", "token")))
        .hasMessage("SEALING is unavailable: AccessDeniedException kms:GenerateDataKey");
  }

  @Test
  void what_was_needed_and_allowed_is_known() {
    var used = "InstanceMetadataRole dynamodb:GetItem " + TABLE + attempts;

    dynamoDb(METADATA).getItem(get -> get.tableName(attempts).key(attempt()));

    assertThat(aws.usedPermissions()).contains(used).noneMatch(line -> line.contains("Scan"));
  }

  private DynamoDbClient dynamoDb(String function) {
    return aws.clientsOf(function).dynamoDb();
  }

  private SecretsManagerClient secretsManager(String function) {
    return aws.clientsOf(function).secretsManager();
  }

  private KmsClient kms(String function) {
    return aws.clientsOf(function).kms();
  }

  private void transact(String function, TransactWriteItem... parts) {
    dynamoDb(function).transactWriteItems(write -> write.transactItems(parts));
  }

  private void open(String function, SdkBytes encrypted, Map<String, String> context) {
    kms(function).decrypt(decrypt -> decrypt.ciphertextBlob(encrypted).encryptionContext(context));
  }

  private static TransactWriteItem write(Consumer<TransactWriteItem.Builder> part) {
    return TransactWriteItem.builder().applyMutation(part).build();
  }

  private static Map<String, AttributeValue> attempt() {
    return Map.of("attemptId", AttributeValue.fromS(UUID.randomUUID().toString()));
  }

  private static void assertDenied(ThrowingCallable call, String action, String resource) {
    var denial = catchThrowableOfType(AwsServiceException.class, call);

    assertThat(denial).as(action).isNotNull();
    assertThat(denial.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(denial.awsErrorDetails().errorMessage())
        .contains("is not authorized to perform: " + action + " on resource: " + resource + " ");
  }
}
