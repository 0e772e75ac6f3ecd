package io.elementconnect.local.aws;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.aws.AwsFault.Cancelled;
import io.elementconnect.local.aws.AwsFault.Close;
import io.elementconnect.local.aws.AwsFault.Delay;
import io.elementconnect.local.aws.AwsFault.InProgress;
import io.elementconnect.local.aws.AwsFault.Kind;
import io.elementconnect.local.aws.AwsFault.Reset;
import io.elementconnect.local.aws.AwsFault.ServerError;
import io.elementconnect.local.aws.AwsFault.Throttled;
import io.elementconnect.local.aws.AwsFault.ThroughputExceeded;
import io.elementconnect.local.faults.Effect;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;

/** What the SDK's clients make of each fault, and what is in the table then. */
class AwsFaultsTest {
  private static final String TABLE = "things";
  private static final String PUT = "DynamoDB_20120810.PutItem";
  private static final String TRANSACT = "DynamoDB_20120810.TransactWriteItems";

  @AutoClose private static AwsServer server;
  @AutoClose private static DynamoDbClient patient;
  @AutoClose private static DynamoDbClient once;
  @AutoClose private static SecretsManagerClient secretsManager;
  @AutoClose private static KmsClient kms;

  private final String id = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws IOException {
    server = AwsServer.start(0, List.of());
    patient = Clients.dynamoDb(server.endpoint());
    once = Clients.sendingOnce(DynamoDbClient.builder(), server.endpoint());
    secretsManager = Clients.sendingOnce(SecretsManagerClient.builder(), server.endpoint());
    kms = Clients.sendingOnce(KmsClient.builder(), server.endpoint());
    SampleTables.create(patient, TABLE);
    // A first call may take longer than the second that a delayed one has.
    once.listTables();
  }

  @BeforeEach
  void count() {
    server.resetCalls();
  }

  @AfterEach
  void heal() {
    server.faults().clear();
  }

  @Test
  void a_request_that_is_throttled_is_sent_again_unseen() {
    fault(PUT, new Throttled(), BEFORE, 2);

    put(patient);

    assertThat(server.calls()).containsEntry(PUT, 3);
    assertThat(isStored()).isTrue();
  }

  @Test
  void a_request_that_stays_throttled_is_told_as_such() {
    fault(PUT, new Throttled(), BEFORE, 1);
    var throttled = catchThrowableOfType(AwsServiceException.class, () -> put(once));
    assertThat(throttled.isThrottlingException()).isTrue();
    assertThat(throttled.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");

    fault(PUT, new ThroughputExceeded(), BEFORE, 1);
    assertThatThrownBy(() -> put(once)).isInstanceOf(ProvisionedThroughputExceededException.class);
    assertThat(isStored()).isFalse();
  }

  @Test
  void a_cancelled_transaction_tells_its_reasons_and_is_not_sent_again() {
    fault(TRANSACT, new Cancelled(List.of("ThrottlingError")), BEFORE, 1);

    var cancelled =
        catchThrowableOfType(TransactionCanceledException.class, () -> transact(patient));

    assertThat(cancelled.cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("ThrottlingError");
    assertThat(server.calls()).containsEntry(TRANSACT, 1);
    assertThat(isStored()).isFalse();
  }

  @Test
  void a_transaction_in_progress_is_sent_again_by_the_sdk() {
    fault(TRANSACT, new InProgress(), BEFORE, 1);
    transact(patient);
    assertThat(server.calls()).containsEntry(TRANSACT, 2);

    fault(TRANSACT, new InProgress(), BEFORE, 1);
    assertThatThrownBy(() -> transact(once)).isInstanceOf(TransactionInProgressException.class);
  }

  @ParameterizedTest
  @EnumSource
  void an_internal_error_may_hide_an_effect(Effect effect) {
    fault(PUT, new ServerError(), effect, 1);

    assertThatThrownBy(() -> put(once)).isInstanceOf(InternalServerErrorException.class);

    assertThat(isStored()).isEqualTo(effect == AFTER);
  }

  @ParameterizedTest
  @EnumSource
  void a_closed_connection_may_hide_an_effect(Effect effect) {
    fault(PUT, new Close(), effect, 1);

    assertThatThrownBy(() -> put(once)).hasRootCauseInstanceOf(NoHttpResponseException.class);

    assertThat(isStored()).isEqualTo(effect == AFTER);
  }

  @ParameterizedTest
  @EnumSource
  void a_reset_may_hide_an_effect(Effect effect) {
    fault(PUT, new Reset(), effect, 1);

    assertThatThrownBy(() -> put(once))
        .hasRootCauseInstanceOf(SocketException.class)
        .hasRootCauseMessage("Connection reset");

    assertThat(isStored()).isEqualTo(effect == AFTER);
  }

  @ParameterizedTest
  @EnumSource
  void a_delay_may_hide_an_effect(Effect effect) {
    fault(PUT, new Delay(Duration.ofMinutes(5)), effect, 1);

    assertThatThrownBy(() -> put(once, Duration.ofSeconds(1)))
        .isInstanceOf(ApiCallTimeoutException.class);

    assertThat(isStored()).isEqualTo(effect == AFTER);
  }

  @Test
  void a_short_delay_is_not_seen() {
    fault(PUT, new Delay(Duration.ofMillis(1)), BEFORE, 1);

    put(once);

    assertThat(isStored()).isTrue();
  }

  @Test
  void a_conditional_write_whose_answer_is_lost_meets_itself() {
    fault(PUT, new Close(), AFTER, 1);

    var failure = catchThrowableOfType(ConditionalCheckFailedException.class, () -> put(patient));

    assertThat(failure.item()).isEqualTo(SampleTables.item(id, "mine"));
    assertThat(server.calls()).containsEntry(PUT, 2);
  }

  @Test
  void a_transaction_whose_answer_is_lost_is_repeated_without_harm() {
    fault(TRANSACT, new Reset(), AFTER, 1);

    transact(patient);

    assertThat(server.calls()).containsEntry(TRANSACT, 2);
    assertThat(isStored()).isTrue();
  }

  @Test
  void kms_fails_in_its_own_form() {
    fault("TrentService.Decrypt", new Throttled(), BEFORE, 1);
    assertThat(catchThrowableOfType(AwsServiceException.class, () -> decrypt()))
        .satisfies(it -> assertThat(it.isThrottlingException()).isTrue());

    fault("TrentService.Decrypt", new ServerError(), BEFORE, 1);
    assertThatThrownBy(() -> decrypt()).isInstanceOf(KmsInternalException.class);
  }

  @Test
  void secrets_manager_fails_in_its_own_form() {
    fault("secretsmanager.DescribeSecret", new Throttled(), BEFORE, 1);
    assertThat(catchThrowableOfType(AwsServiceException.class, () -> describe()))
        .satisfies(it -> assertThat(it.isThrottlingException()).isTrue());

    fault("secretsmanager.DescribeSecret", new ServerError(), BEFORE, 1);
    assertThatThrownBy(() -> describe()).isInstanceOf(InternalServiceErrorException.class);
  }

  @Test
  void other_operations_are_left_alone() {
    fault("DynamoDB_20120810.GetItem", new Close(), BEFORE, 1);

    put(once);

    assertThatThrownBy(() -> once.getItem(get -> get.tableName(TABLE).key(key())))
        .hasRootCauseInstanceOf(NoHttpResponseException.class);
  }

  @Test
  void what_cannot_happen_is_no_fault() {
    assertNoFault("PutItem", new Close(), BEFORE, 1);
    assertNoFault("AmazonSSM.GetParameter", new Close(), BEFORE, 1);
    assertNoFault(PUT, new Close(), BEFORE, 0);
    assertNoFault(PUT, new Throttled(), AFTER, 1);
    assertNoFault(PUT, new InProgress(), BEFORE, 1);
    assertNoFault(PUT, new Cancelled(List.of("None")), BEFORE, 1);
    assertNoFault("TrentService.Decrypt", new ThroughputExceeded(), BEFORE, 1);
  }

  private static void assertNoFault(String operation, Kind kind, Effect effect, int times) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AwsFault(operation, kind, effect, times));
  }

  private static void fault(String operation, Kind kind, Effect effect, int times) {
    server.faults().add(new AwsFault(operation, kind, effect, times));
  }

  private void put(DynamoDbClient client) {
    put(client, Duration.ofMinutes(1));
  }

  private void put(DynamoDbClient client, Duration limit) {
    client.putItem(put ->
        put.overrideConfiguration(configuration -> configuration.apiCallTimeout(limit))
            .tableName(TABLE)
            .item(SampleTables.item(id, "mine"))
            .conditionExpression("attribute_not_exists(id)")
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private void transact(DynamoDbClient client) {
    var put =
        Put.builder()
            .tableName(TABLE)
            .item(SampleTables.item(id, "mine"))
            .conditionExpression("attribute_not_exists(id)")
            .build();
    var item = TransactWriteItem.builder().put(put).build();
    client.transactWriteItems(write -> write.transactItems(item));
  }

  private static void decrypt() {
    kms.decrypt(decrypt -> decrypt.ciphertextBlob(SdkBytes.fromUtf8String("text")));
  }

  private static void describe() {
    secretsManager.describeSecret(secret -> secret.secretId("any"));
  }

  private boolean isStored() {
    return patient.getItem(get -> get.tableName(TABLE).key(key()).consistentRead(true)).hasItem();
  }

  private Map<String, AttributeValue> key() {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
