package io.elementconnect.settings;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The AWS clients of a function, over one HTTP client. An endpoint other than AWS's own is taken
 * from the SDK's standard variables ({@code AWS_ENDPOINT_URL} and {@code
 * AWS_ENDPOINT_URL_<SERVICE>}), and only on this machine.
 */
public final class AwsClients {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final String DYNAMODB = "DYNAMODB";
  private static final String SECRETS_MANAGER = "SECRETS_MANAGER";
  private static final String KMS = "KMS";

  // Far below what a callback may take in all (28 s), retries included.
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(4);

  private final String region;
  private final Map<String, URI> endpoints = new HashMap<>();
  private final SdkHttpClient http =
      Apache5HttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(1))
          .socketTimeout(ATTEMPT)
          .build();

  /**
   * Reads what the clients depend on; nothing is connected before the first call.
   *
   * @param settings not yet checked: what is wrong with the endpoints is added to its problems
   */
  public AwsClients(Settings settings) {
    this.region = settings.matching("AWS_REGION", REGION);
    for (var service : List.of(DYNAMODB, SECRETS_MANAGER, KMS)) {
      settings
          .optionalLoopbackUrl("AWS_ENDPOINT_URL_" + service)
          .or(() -> settings.optionalLoopbackUrl("AWS_ENDPOINT_URL"))
          .ifPresent(endpoint -> endpoints.put(service, URI.create(endpoint)));
    }
  }

  public DynamoDbClient dynamoDb() {
    return configure(DynamoDbClient.builder(), DYNAMODB).build();
  }

  public SecretsManagerClient secretsManager() {
    return configure(SecretsManagerClient.builder(), SECRETS_MANAGER).build();
  }

  public KmsClient kms() {
    return configure(KmsClient.builder(), KMS).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String service) {
    var endpoint = endpoints.get(service);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder
        .region(Region.of(region))
        .httpClient(http)
        .overrideConfiguration(
            configuration -> configuration.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
  }
}
