package io.elementconnect.aws;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
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
  // "User: … is not authorized to perform: kms:Decrypt on resource: …"
  private static final Pattern DENIED_ACTION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]{1,32}:[A-Za-z]{1,64}) ");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final String DYNAMODB = "DYNAMODB";
  private static final String SECRETS_MANAGER = "SECRETS_MANAGER";
  private static final String KMS = "KMS";

  // Far below what a callback may take in all (28 s), retries included.
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(4);

  private final String region;
  private final Optional<AwsCredentialsProvider> credentials;
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
    this.credentials = credentials(settings);
    for (var service : List.of(DYNAMODB, SECRETS_MANAGER, KMS)) {
      settings
          .optionalLoopbackUrl("AWS_ENDPOINT_URL_" + service)
          .or(() -> settings.optionalLoopbackUrl("AWS_ENDPOINT_URL"))
          .ifPresent(endpoint -> endpoints.put(service, URI.create(endpoint)));
    }
  }

  /**
   * What a failed call comes to. It tells the service's own code for the failure, and of a denial
   * the action that the role lacks, but never the message, which might hold a secret.
   */
  public static Unavailable unavailable(Dependency dependency, SdkException failure) {
    return failure instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
        ? new Unavailable(dependency, reason(refusal.awsErrorDetails()))
        : new Unavailable(dependency, failure);
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

  private static String reason(AwsErrorDetails details) {
    var message = Objects.requireNonNullElse(details.errorMessage(), "");
    var denied = DENIED_ACTION.matcher(message);
    return denied.find() ? details.errorCode() + " " + denied.group(1) : details.errorCode();
  }

  /**
   * The credentials of the function's role, when they are among the settings. They are what the
   * SDK's own chain would find there, but for each function of one JVM its own.
   */
  private static Optional<AwsCredentialsProvider> credentials(Settings settings) {
    // Lambda sets them for as long as the process lives. Not so under SnapStart, whose snapshots
    // outlive any credentials: there the chain asks Lambda's own endpoint, again and again.
    // https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html#snapstart-credentials
    var key = settings.optional("AWS_ACCESS_KEY_ID");
    var secret = settings.optional("AWS_SECRET_ACCESS_KEY");
    var token = settings.optional("AWS_SESSION_TOKEN");
    return key.isPresent() && secret.isPresent() && token.isPresent()
        ? Optional.of(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(key.get(), secret.get(), token.get())))
        : Optional.empty();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String service) {
    var endpoint = endpoints.get(service);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    credentials.ifPresent(builder::credentialsProvider);
    return builder
        .region(Region.of(region))
        .httpClient(http)
        .overrideConfiguration(
            configuration -> configuration.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
  }
}
