package io.elementconnect.local.journeys;

import io.elementconnect.local.LocalStack;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tables, seen and touched past the functions. */
final class Store {
  private static final String ATTEMPTS = "local-AttemptsTable";

  private Store() {}

  /** The item of an attempt. */
  static Map<String, AttributeValue> attempt(LocalStack stack, String attemptId) {
    try (var client = client(stack)) {
      return client.getItem(request -> request.tableName(ATTEMPTS).key(key(attemptId))).item();
    }
  }

  /** Lets an attempt's time run out. */
  static void expire(LocalStack stack, String attemptId) {
    try (var client = client(stack)) {
      client.updateItem(request ->
          request
              .tableName(ATTEMPTS)
              .key(key(attemptId))
              .updateExpression("SET expiresAt = :past")
              .expressionAttributeValues(
                  Map.of(
                      ":past",
                      AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 1)))));
    }
  }

  private static Map<String, AttributeValue> key(String attemptId) {
    return Map.of("attemptId", AttributeValue.fromS(attemptId));
  }

  static DynamoDbClient client(LocalStack stack) {
    return DynamoDbClient.builder()
        .endpointOverride(stack.aws().endpoint())
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
