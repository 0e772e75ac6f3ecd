package io.elementconnect.dynamodb;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.aws.AwsClients;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactUpdateItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attempts in the attempts table. */
public final class DynamoAttempts implements Attempts {
  private static final int COUNTER = 0;

  private final Transactions transactions;
  private final DynamoDbTable<Attempt> attempts;
  private final DynamoDbTable<StartsCounter> counters;

  public DynamoAttempts(DynamoDbClient client, String table) {
    var enhanced =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions(StartsCounter.ADDS_ONE)
            .build();
    this.transactions = new Transactions(enhanced);
    this.attempts = enhanced.table(table, AttemptSchema.SCHEMA);
    this.counters = enhanced.table(table, StartsCounter.SCHEMA);
  }

  @Override
  public Start start(Attempt attempt) {
    var now = attempt.createdAt();
    var request =
        TransactWriteItemsEnhancedRequest.builder()
            .addUpdateItem(counters, count(attempt))
            .addPutItem(attempts, put(attempt))
            // The id is the hash of 32 random bytes: only repetitions of one start share it.
            .clientRequestToken(attempt.id().value().substring(0, Transactions.TOKEN_CHARACTERS))
            .build();
    return switch (transactions.write(request)) {
      case Transactions.Written() -> new Start.Stored();
      case Transactions.Refused refused when refused.failed(COUNTER) ->
          new Start.TooMany(StartsCounter.until(now));
      // An attempt with this id is already stored: by an earlier call for the same start.
      case Transactions.Refused _ -> new Start.Stored();
    };
  }

  @Override
  public Optional<Attempt> find(AttemptId id) {
    try {
      var key = Key.builder().partitionValue(id.value()).build();
      return Optional.ofNullable(
          attempts.getItem(request -> request.key(key).consistentRead(true)));
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static TransactUpdateItemEnhancedRequest<StartsCounter> count(Attempt attempt) {
    return TransactUpdateItemEnhancedRequest.builder(StartsCounter.class)
        .item(StartsCounter.at(attempt.createdAt(), attempt.caller()))
        .conditionExpression(fewerThan(MAX_STARTS))
        .build();
  }

  private static TransactPutItemEnhancedRequest<Attempt> put(Attempt attempt) {
    return TransactPutItemEnhancedRequest.builder(Attempt.class)
        .item(attempt)
        .conditionExpression(absent())
        .build();
  }

  private static Expression fewerThan(int max) {
    return Expression.builder()
        .expression("attribute_not_exists(#starts) OR #starts < :max")
        .expressionNames(Map.of("#starts", StartsCounter.COUNT))
        .expressionValues(Map.of(":max", AttributeValue.fromN(Integer.toString(max))))
        .build();
  }

  private static Expression absent() {
    return Expression.builder()
        .expression("attribute_not_exists(#id)")
        .expressionNames(Map.of("#id", AttemptSchema.ID))
        .build();
  }
}
