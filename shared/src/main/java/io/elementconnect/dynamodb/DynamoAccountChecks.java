package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.secrets.SecretProblem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The last check of the account's secret: one item of the attempts table, which has no end. */
public final class DynamoAccountChecks implements AccountChecks {
  /** The item's key, which no attempt can have: an attempt's id has 43 characters. */
  static final String KEY = "account";

  static final TableSchema<AccountCheck> SCHEMA =
      new Row.Schema<>(AccountCheck.class, DynamoAccountChecks::read)
          .text(AttemptSchema.ID, _ -> KEY, primaryPartitionKey())
          .text("problem", DynamoAccountChecks::problem)
          .time("checkedAt", AccountCheck::at)
          .build();

  private final DynamoDbTable<AccountCheck> checks;

  public DynamoAccountChecks(DynamoDbClient client, String attemptsTable) {
    var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions().build();
    this.checks = enhanced.table(attemptsTable, SCHEMA);
  }

  @Override
  public Optional<AccountCheck> last() {
    try {
      return Optional.ofNullable(checks.getItem(Key.builder().partitionValue(KEY).build()));
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  @Override
  public void store(AccountCheck check) {
    try {
      var _ =
          checks.updateItemWithResponse(
              request -> request.item(check).returnValues(ReturnValue.NONE));
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static AccountCheck read(Row row) {
    var code = row.text("problem");
    return new AccountCheck(
        code == null ? null : SecretProblem.Kind.of(code), row.requiredTime("checkedAt"));
  }

  private static @Nullable String problem(AccountCheck check) {
    return check.problem() == null ? null : check.problem().code();
  }
}
