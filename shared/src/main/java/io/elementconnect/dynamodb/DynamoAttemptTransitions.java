package io.elementconnect.dynamodb;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Proof;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.instances.Instance;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactUpdateItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The transitions of attempts, each a single conditional write of the whole item. */
public final class DynamoAttemptTransitions implements AttemptTransitions {
  private static final int ATTEMPT = 0;

  private final Transactions transactions;
  private final DynamoDbTable<Attempt> attempts;
  private final DynamoDbTable<Instance> instances;

  public DynamoAttemptTransitions(
      DynamoDbClient client, String attemptsTable, String instancesTable) {
    var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions().build();
    this.transactions = new Transactions(enhanced);
    this.attempts = enhanced.table(attemptsTable, AttemptSchema.SCHEMA);
    this.instances = enhanced.table(instancesTable, InstanceSchema.SCHEMA);
  }

  @Override
  public Transition claim(Attempt claimed, Proof proof, Instant now) {
    var condition = Conditions.claimable(claimed, proof, now);
    return write(claimed, condition, current -> Objects.equals(current.owner(), claimed.owner()));
  }

  @Override
  public Transition conclude(Attempt concluded, Proof proof, Instant now) {
    return write(
        concluded,
        Conditions.pending(concluded, proof, now),
        current -> current.progress().equals(concluded.progress()));
  }

  @Override
  public Transition update(Attempt next, Attempt seen) {
    return write(
        next, Conditions.unchanged(seen), current -> current.progress().equals(next.progress()));
  }

  @Override
  public Connection connect(Attempt connected, Instance instance, Attempt seen) {
    var owner = Objects.requireNonNull(connected.owner());
    var request =
        TransactWriteItemsEnhancedRequest.builder()
            .addUpdateItem(attempts, updateItem(connected, seen))
            .addPutItem(instances, put(instance))
            .clientRequestToken(Transactions.token(connected.id(), owner))
            .build();
    return switch (transactions.write(request)) {
      case Transactions.Written() -> new Connection.Made(connected);
      case Transactions.Refused refused when refused.failed(ATTEMPT) -> {
        var current = attempt(refused.current(ATTEMPT));
        yield current.progress().equals(connected.progress()) && owner.equals(current.owner())
            ? new Connection.Made(current)
            : new Connection.Lost(current);
      }
      case Transactions.Refused _ -> new Connection.Taken();
    };
  }

  private static TransactUpdateItemEnhancedRequest<Attempt> updateItem(
      Attempt connected, Attempt seen) {
    return TransactUpdateItemEnhancedRequest.builder(Attempt.class)
        .item(connected)
        .conditionExpression(Conditions.unchanged(seen))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private static TransactPutItemEnhancedRequest<Instance> put(Instance instance) {
    return TransactPutItemEnhancedRequest.builder(Instance.class)
        .item(instance)
        .conditionExpression(Conditions.absentOrOf(instance))
        .build();
  }

  private Transition write(Attempt attempt, Expression condition, Predicate<Attempt> isOurs) {
    try {
      attempts.updateItemWithResponse(request ->
          request
              .item(attempt)
              .conditionExpression(condition)
              .returnValues(ReturnValue.NONE)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Transition.Done(attempt);
    } catch (ConditionalCheckFailedException e) {
      var current = attempt(e.item());
      // Our own: an earlier call was applied, but its response was lost.
      return isOurs.test(current) ? new Transition.Done(current) : new Transition.Lost(current);
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static Attempt attempt(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      throw new IllegalStateException("the attempt no longer exists");
    }
    return AttemptSchema.SCHEMA.mapToItem(item);
  }
}
