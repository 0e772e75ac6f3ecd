package io.elementconnect.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The SDK's own clients, set up as the functions set them up. */
final class Clients {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private Clients() {}

  static DynamoDbClient dynamoDb(URI endpoint) {
    return client(DynamoDbClient.builder(), endpoint, CREDENTIALS);
  }

  static SecretsManagerClient secretsManager(URI endpoint) {
    return client(SecretsManagerClient.builder(), endpoint, CREDENTIALS);
  }

  static KmsClient kms(URI endpoint) {
    return client(KmsClient.builder(), endpoint, CREDENTIALS);
  }

  /** A client that sends each request once. */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C sendingOnce(
      B builder, URI endpoint) {
    return client(
        builder.overrideConfiguration(
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry())),
        endpoint,
        CREDENTIALS);
  }

  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint, AwsCredentialsProvider credentials) {
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }
}
