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
 * AWS_ENDPOINT_URL_<SERVICE>}), and must be a loopback address.
 */
public final class AwsClients {
  // "User: … is not authorized to perform: kms:Decrypt on resource: …"
  private static final Pattern DENIED_ACTION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]{1,32}:[A-Za-z]{1,64}) ");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final String DYNAMODB = "DYNAMODB";
  private static final String SECRETS_MANAGER = "SECRETS_MANAGER";
  private static final String KMS = "KMS";

  // Including retries, far below the time limit of a callback (28 s).
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
   * Reads the settings of the clients. No connection is made before the first call.
   *
   * @param settings not yet checked; errors in the endpoints are added to its problems
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
   * Converts the exception of a failed call. The result contains the service's error code and, when
   * access was denied, the action that the role lacks; never the message, which might contain a
   * secret.
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
   * The credentials of the function's role, when the settings contain them. They are the same as
   * those of the SDK's default chain, but let functions that share a JVM use different roles.
   */
  private static Optional<AwsCredentialsProvider> credentials(Settings settings) {
    // Lambda sets credentials that are valid for the life of the process, except under SnapStart:
    // its snapshots outlive any credentials, so there the chain gets them from Lambda's endpoint.
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
