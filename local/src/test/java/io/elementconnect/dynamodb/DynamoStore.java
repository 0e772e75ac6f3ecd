package io.elementconnect.dynamodb;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.instances.Instances;
import io.elementconnect.local.AwsPart;
import io.elementconnect.testing.ContractStore;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The adapters on the tables of the local AWS. */
final class DynamoStore implements ContractStore {
  private final AwsPart aws = AwsPart.shared();
  private final DynamoDbClient client = aws.clients().dynamoDb();

  @Override
  public Attempts attempts() {
    return new DynamoAttempts(client, aws.attemptsTable());
  }

  @Override
  public AttemptTransitions transitions() {
    return new DynamoAttemptTransitions(client, aws.attemptsTable(), aws.instancesTable());
  }

  @Override
  public UnsettledAttempts unsettled() {
    return new DynamoUnsettledAttempts(client, aws.attemptsTable());
  }

  @Override
  public Instances instances() {
    return new DynamoInstances(client, aws.instancesTable());
  }

  @Override
  public void put(Attempt attempt) {
    var item = AttemptSchema.SCHEMA.itemToMap(attempt, true);
    client.putItem(request -> request.tableName(aws.attemptsTable()).item(item));
  }

  /** An item of the attempts table. */
  Map<String, AttributeValue> item(String id) {
    var key = Map.of("attemptId", AttributeValue.fromS(id));
    return client.getItem(request -> request.tableName(aws.attemptsTable()).key(key)).item();
  }
}
