package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class AwsServerTest {
  private static final String TABLE = "things";
  private static final Map<String, AttributeValue> FIRST = SampleTables.item("a", "first");
  private static final Map<String, AttributeValue> SECOND = SampleTables.item("a", "second");

  @AutoClose private static AwsServer server;
  @AutoClose private static DynamoDbClient dynamoDb;
  @AutoClose private static SecretsManagerClient secretsManager;
  @AutoClose private static KmsClient kms;

  @BeforeAll
  static void start() throws IOException {
    server = AwsServer.start(0, List.of());
    dynamoDb = Clients.dynamoDb(server.endpoint());
    secretsManager = Clients.secretsManager(server.endpoint());
    kms = Clients.kms(server.endpoint());
  }

  @BeforeEach
  void empty_table() {
    if (dynamoDb.listTables().tableNames().contains(TABLE)) {
      dynamoDb.deleteTable(table -> table.tableName(TABLE));
    }
    SampleTables.create(dynamoDb, TABLE);
    dynamoDb.putItem(put -> put.tableName(TABLE).item(FIRST));
    server.resetCalls();
  }

  @Test
  void an_item_goes_through_to_dynamodb_and_back() {
    var read =
        dynamoDb.getItem(get -> get.tableName(TABLE).key(Map.of("id", AttributeValue.fromS("a"))));

    assertThat(read.item()).isEqualTo(FIRST);
  }

  @Test
  void the_checksum_and_request_id_of_dynamodb_reach_the_client() {
    var read = dynamoDb.listTables();

    assertThat(read.sdkHttpResponse().firstMatchingHeader("x-amz-crc32")).isPresent();
    assertThat(read.sdkHttpResponse().matchingHeaders("x-amzn-RequestId")).hasSize(1);
    assertThat(read.responseMetadata().requestId()).isNotEqualTo("UNKNOWN");
  }

  @Test
  void a_table_has_an_arn_of_the_region_and_account_of_the_template() {
    var table = dynamoDb.describeTable(describe -> describe.tableName(TABLE)).table();

    assertThat(table.tableArn())
        .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/" + TABLE);
  }

  @Test
  void an_error_of_dynamodb_reaches_the_client_as_its_own_exception() {
    assertThatThrownBy(() -> dynamoDb.describeTable(table -> table.tableName("nowhere")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_failed_condition_returns_the_item_that_is_there() {
    var failure =
        catchThrowableOfType(
            ConditionalCheckFailedException.class,
            () ->
                dynamoDb.putItem(put ->
                    put.tableName(TABLE)
                        .item(SECOND)
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));

    assertThat(failure.item()).isEqualTo(FIRST);
  }

  @Test
  void a_cancelled_transaction_tells_the_reason_of_each_part() {
    var absent = putIfAbsent(SampleTables.item("b", "new"));
    var present = putIfAbsent(SECOND);

    var failure =
        catchThrowableOfType(
            TransactionCanceledException.class,
            () -> dynamoDb.transactWriteItems(write -> write.transactItems(absent, present)));

    assertThat(failure.cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "ConditionalCheckFailed");
    assertThat(failure.cancellationReasons().getLast().item()).isEqualTo(FIRST);
  }

  @Test
  void the_enhanced_client_works_too() {
    var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(dynamoDb).build();
    var table = enhanced.table(TABLE, Thing.SCHEMA);

    table.putItem(new Thing("c", "third"));

    assertThat(table.getItem(Key.builder().partitionValue("c").build()))
        .isEqualTo(new Thing("c", "third"));
  }

  @Test
  void what_is_set_up_directly_is_there_for_the_clients() {
    var key = server.kms().createKey("11111111-2222-4333-8444-555555555555");
    var secret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:deployment/cloud-elements-x";
    server.secrets().createSecret("deployment/cloud-elements", secret);
    server.secrets().putSecretValue(secret, "a value");

    var dataKey = kms.generateDataKey(data -> data.keyId(key).keySpec(DataKeySpec.AES_256));
    var value = secretsManager.getSecretValue(get -> get.secretId("deployment/cloud-elements"));

    assertThat(dataKey.keyId()).isEqualTo(key);
    assertThat(value.arn()).isEqualTo(secret);
    assertThat(value.secretString()).isEqualTo("a value");
  }

  @Test
  void calls_are_counted_by_operation_across_the_services() {
    var key = server.kms().createKey("22222222-2222-4333-8444-555555555555");
    server.secrets().createSecret("counted", "arn:counted");
    dynamoDb.listTables();
    dynamoDb.listTables();
    secretsManager.describeSecret(secret -> secret.secretId("counted"));
    kms.generateDataKey(data -> data.keyId(key).keySpec(DataKeySpec.AES_256));

    assertThat(server.calls())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "DynamoDB_20120810.ListTables", 2,
                "TrentService.GenerateDataKey", 1,
                "secretsmanager.DescribeSecret", 1));
  }

  @Test
  void counting_begins_anew_after_a_reset() {
    dynamoDb.listTables();

    server.resetCalls();

    assertThat(server.calls()).isEmpty();
  }

  @Test
  void a_port_that_is_taken_is_an_error() {
    assertThatThrownBy(() -> AwsServer.start(server.port(), List.of()).close())
        .isInstanceOf(BindException.class);
  }

  @Test
  void the_endpoint_is_on_localhost() {
    assertThat(server.endpoint()).hasToString("http://localhost:" + server.port());
  }

  private static TransactWriteItem putIfAbsent(Map<String, AttributeValue> item) {
    var put =
        Put.builder()
            .tableName(TABLE)
            .item(item)
            .conditionExpression("attribute_not_exists(id)")
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  private record Thing(String id, String note) {
    static final StaticImmutableTableSchema<Thing, Builder> SCHEMA =
        StaticImmutableTableSchema.builder(Thing.class, Builder.class)
            .newItemBuilder(Builder::new, Builder::build)
            .addAttribute(
                String.class,
                id ->
                    id.name("id")
                        .getter(Thing::id)
                        .setter(Builder::id)
                        .tags(StaticAttributeTags.primaryPartitionKey()))
            .addAttribute(
                String.class, note -> note.name("note").getter(Thing::note).setter(Builder::note))
            .build();

    static final class Builder {
      private String id = "";
      private String note = "";

      void id(String value) {
        id = value;
      }

      void note(String value) {
        note = value;
      }

      Thing build() {
        return new Thing(id, note);
      }
    }
  }
}
