package io.elementconnect.local.history;

import io.elementconnect.attempts.Caller;
import io.elementconnect.local.LocalStack;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The tables, seen and touched past the functions, and past what their calls meet. */
public final class Store {
  private static final String ATTEMPTS = "local-AttemptsTable";
  private static final String INSTANCES = "local-InstancesTable";
  private static final Set<String> UNSETTLED = Set.of("EXCHANGING", "UNKNOWN");
  private static final int MAX_IN_A_BATCH = 100;
  private static final long WINDOW = 15 * 60;
  private static final long DAY = 24 * 60 * 60;

  // To make a client takes longer than to use one.
  private static final ConcurrentMap<URI, DynamoDbClient> CLIENTS = new ConcurrentHashMap<>();

  private Store() {}

  /** The tables of a stack. */
  public static Tables tables(LocalStack stack) {
    return new Tables() {
      @Override
      public Map<String, Map<String, AttributeValue>> attempts(Collection<String> attemptIds) {
        return Store.attempts(stack, attemptIds);
      }

      @Override
      public List<Map<String, AttributeValue>> instances(String tenant) {
        return Store.instances(stack, tenant);
      }

      @Override
      public void expire(String attemptId) {
        Store.expire(stack, attemptId);
      }

      @Override
      public void makeDue(String attemptId) {
        Store.makeDue(stack, attemptId);
      }
    };
  }

  /** The item of an attempt; without attributes when there is none. */
  public static Map<String, AttributeValue> attempt(LocalStack stack, String attemptId) {
    return client(stack)
        .getItem(request -> request.tableName(ATTEMPTS).key(key(attemptId)).consistentRead(true))
        .item();
  }

  /** The items of several attempts, by their ids; of those that have one. */
  static Map<String, Map<String, AttributeValue>> attempts(
      LocalStack stack, Collection<String> attemptIds) {
    var items = new HashMap<String, Map<String, AttributeValue>>();
    var ids = List.copyOf(attemptIds);
    for (int from = 0; from < ids.size(); from += MAX_IN_A_BATCH) {
      var keys =
          ids.subList(from, Math.min(ids.size(), from + MAX_IN_A_BATCH)).stream()
              .map(Store::key)
              .toList();
      client(stack)
          .batchGetItemPaginator(request ->
              request.requestItems(
                  Map.of(
                      ATTEMPTS,
                      KeysAndAttributes.builder().keys(keys).consistentRead(true).build())))
          .stream()
          .flatMap(page -> page.responses().getOrDefault(ATTEMPTS, List.of()).stream())
          .forEach(item -> items.put(new Item(item).text("attemptId"), item));
    }
    return items;
  }

  /** The ids of all attempts of a tenant. */
  public static List<String> attemptIds(LocalStack stack, String tenant) {
    return client(stack)
        .scanPaginator(request ->
            request
                .tableName(ATTEMPTS)
                .filterExpression("tenant = :tenant")
                .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(tenant)))
                .consistentRead(true))
        .items()
        .stream()
        .map(item -> new Item(item).text("attemptId"))
        .toList();
  }

  /** How many starts of a user are counted: one is counted with each attempt that is stored. */
  public static long starts(LocalStack stack, String tenant, String user) {
    var now = Instant.now().getEpochSecond();
    // A test may begin in one window and end in the next.
    return Stream.of(now, now - WINDOW)
        .map(time -> (time / WINDOW + 1) * WINDOW)
        .map(until -> attempt(stack, "starts#" + new Caller(tenant, user).hash() + "#" + until))
        .mapToLong(item -> new Item(item).number("starts"))
        .sum();
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

  /** A text in an item; empty when there is none. */
  public static String text(Map<String, AttributeValue> item, String name) {
    return new Item(item).text(name);
  }

  /** Puts an item among the instances, or in the place of the one with the same key. */
  public static void putInstance(LocalStack stack, Map<String, AttributeValue> item) {
    client(stack).putItem(request -> request.tableName(INSTANCES).item(item));
  }

  /** Puts an item in the place of an attempt's. */
  public static void putAttempt(LocalStack stack, Map<String, AttributeValue> item) {
    client(stack).putItem(request -> request.tableName(ATTEMPTS).item(item));
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

  /** Lets an attempt's time run out just now. */
  public static void expire(LocalStack stack, String attemptId) {
    expire(stack, attemptId, 1);
  }

  /** Lets an attempt's time have run out so many seconds ago. */
  public static void expire(LocalStack stack, String attemptId, long secondsAgo) {
    var past = Instant.now().getEpochSecond() - secondsAgo;
    var isPending = new Item(attempt(stack, attemptId)).has("ttl");
    client(stack)
        .updateItem(request -> {
          request.tableName(ATTEMPTS).key(key(attemptId));
          if (isPending) {
            request
                .updateExpression("SET expiresAt = :past, #ttl = :ttl")
                .expressionAttributeNames(Map.of("#ttl", "ttl"))
                .expressionAttributeValues(
                    Map.of(":past", number(past), ":ttl", number(past + DAY)));
          } else {
            request
                .updateExpression("SET expiresAt = :past")
                .expressionAttributeValues(Map.of(":past", number(past)));
          }
        });
  }

  /**
   * Lets the time come at which the reconciler looks at an attempt, its lease being over; nothing
   * happens to an attempt that is not claimed, or is settled.
   *
   * @return whether the reconciler has still to do with it
   */
  public static boolean makeDue(LocalStack stack, String attemptId) {
    var item = new Item(attempt(stack, attemptId));
    var isUnsettled = item.stands(UNSETTLED);
    if (isUnsettled) {
      makeDue(stack, attemptId, item.status());
    }
    return isUnsettled;
  }

  private static void makeDue(LocalStack stack, String attemptId, String status) {
    var leased = status.equals("EXCHANGING") ? ", leaseUntil = :past" : "";
    try {
      client(stack)
          .updateItem(request ->
              request
                  .tableName(ATTEMPTS)
                  .key(key(attemptId))
                  .conditionExpression("#status = :status")
                  .updateExpression("SET repairAt = :past" + leased)
                  .expressionAttributeNames(Map.of("#status", "status"))
                  .expressionAttributeValues(
                      Map.of(
                          ":status",
                          AttributeValue.fromS(status),
                          ":past",
                          number(Instant.now().getEpochSecond() - 1))));
    } catch (ConditionalCheckFailedException _) {
      // It went on by itself just then.
    }
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
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
