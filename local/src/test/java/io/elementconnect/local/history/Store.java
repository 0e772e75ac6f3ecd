package io.elementconnect.local.history;

import io.elementconnect.local.LocalStack;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables, seen and touched past the functions, and past what their calls meet. */
public final class Store {
  private static final String ATTEMPTS = "local-AttemptsTable";
  private static final String INSTANCES = "local-InstancesTable";
  private static final long DAY = 24 * 60 * 60;

  // To make a client takes longer than to use one.
  private static final ConcurrentMap<URI, DynamoDbClient> CLIENTS = new ConcurrentHashMap<>();

  private Store() {}

  /** The item of an attempt; without attributes when there is none. */
  public static Map<String, AttributeValue> attempt(LocalStack stack, String attemptId) {
    return client(stack)
        .getItem(request -> request.tableName(ATTEMPTS).key(key(attemptId)).consistentRead(true))
        .item();
  }

  /** The items of a tenant's instances. */
  public static List<Map<String, AttributeValue>> instances(LocalStack stack, String tenant) {
    return client(stack)
        .queryPaginator(request ->
            request
                .tableName(INSTANCES)
                .keyConditionExpression("tenant = :tenant")
                .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(tenant)))
                .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /** Loses a tenant's instances. */
  public static void deleteInstances(LocalStack stack, String tenant) {
    for (var item : instances(stack, tenant)) {
      var key =
          Map.of(
              "tenant",
              AttributeValue.fromS(tenant),
              "instanceId",
              number(new Item(item).number("instanceId")));
      client(stack).deleteItem(request -> request.tableName(INSTANCES).key(key));
    }
  }

  /** Lets an attempt's time run out. */
  public static void expire(LocalStack stack, String attemptId) {
    var past = Instant.now().getEpochSecond() - 1;
    update(
        stack,
        attemptId,
        "SET expiresAt = :past, #ttl = :ttl",
        Map.of("#ttl", "ttl"),
        Map.of(":past", number(past), ":ttl", number(past + DAY)));
  }

  /** Lets the time come at which the reconciler looks at an attempt, its lease being over. */
  public static void makeDue(LocalStack stack, String attemptId) {
    var past = Map.of(":past", number(Instant.now().getEpochSecond() - 1));
    var leased = attempt(stack, attemptId).containsKey("leaseUntil");
    update(
        stack,
        attemptId,
        "SET repairAt = :past" + (leased ? ", leaseUntil = :past" : ""),
        Map.of(),
        past);
  }

  private static void update(
      LocalStack stack,
      String attemptId,
      String expression,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    client(stack)
        .updateItem(request -> {
          request
              .tableName(ATTEMPTS)
              .key(key(attemptId))
              .updateExpression(expression)
              .expressionAttributeValues(values);
          if (!names.isEmpty()) {
            request.expressionAttributeNames(names);
          }
        });
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key(String attemptId) {
    return Map.of("attemptId", AttributeValue.fromS(attemptId));
  }

  private static DynamoDbClient client(LocalStack stack) {
    return CLIENTS.computeIfAbsent(stack.aws().dynamoDb(), Store::newClient);
  }

  private static DynamoDbClient newClient(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
