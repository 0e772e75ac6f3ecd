package io.elementconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.model.KmsException;

class AwsClientsTest {
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_REGION", "eu-central-1",
          "AWS_ACCESS_KEY_ID", "key",
          "AWS_SECRET_ACCESS_KEY", "secret",
          "AWS_SESSION_TOKEN", "token");

  @Test
  void without_endpoints_the_clients_go_to_aws() {
    try (var client = clients(Map.of("AWS_REGION", "eu-central-1")).dynamoDb()) {
      assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
      assertThat(client.serviceClientConfiguration().endpointOverride()).isEmpty();
    }
  }

  @Test
  void an_endpoint_of_this_machine_counts_for_every_client() {
    var clients =
        clients(Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", "http://127.0.0.1:8083"));

    try (var store = clients.dynamoDb();
        var secrets = clients.secretsManager();
        var keys = clients.kms()) {
      assertThat(store.serviceClientConfiguration().endpointOverride())
          .isEqualTo(secrets.serviceClientConfiguration().endpointOverride())
          .isEqualTo(keys.serviceClientConfiguration().endpointOverride())
          .hasValue(URI.create("http://127.0.0.1:8083"));
    }
  }

  @Test
  void the_endpoint_of_a_service_counts_before_the_common_one() {
    var clients =
        clients(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:8083",
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8000"));

    try (var store = clients.dynamoDb();
        var keys = clients.kms()) {
      assertThat(store.serviceClientConfiguration().endpointOverride())
          .hasValue(URI.create("http://127.0.0.1:8000"));
      assertThat(keys.serviceClientConfiguration().endpointOverride())
          .hasValue(URI.create("http://127.0.0.1:8083"));
    }
  }

  @Test
  void the_credentials_of_the_function_count_for_every_client() {
    var clients = clients(CREDENTIALS);

    try (var store = clients.dynamoDb();
        var secrets = clients.secretsManager();
        var keys = clients.kms()) {
      assertThat(
              List.of(
                  store.serviceClientConfiguration(),
                  secrets.serviceClientConfiguration(),
                  keys.serviceClientConfiguration()))
          .extracting("credentialsProvider", AwsCredentialsProvider.class)
          .extracting(AwsCredentialsProvider::resolveCredentials)
          .containsOnly(AwsSessionCredentials.create("key", "secret", "token"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
  void without_whole_credentials_the_sdk_looks_for_them_itself(String missing) {
    var environment = new HashMap<>(CREDENTIALS);
    environment.remove(missing);

    try (var client = clients(environment).kms()) {
      assertThat(client.serviceClientConfiguration())
          .extracting("credentialsProvider")
          .isInstanceOf(DefaultCredentialsProvider.class);
    }
  }

  @Test
  void a_denial_is_reported_with_the_action_that_is_missing_and_nothing_else() {
    var denial =
        refusal(
            "AccessDeniedException",
            "User: canary is not authorized to perform: kms:Decrypt on resource: canary because"
                + " no identity-based policy allows the kms:Decrypt action");

    assertThat(AwsClients.unavailable(Dependency.SEALING, denial))
        .hasMessage("SEALING is unavailable: AccessDeniedException kms:Decrypt")
        .hasNoCause();
  }

  @Test
  void another_refusal_is_reported_by_its_code() {
    assertThat(reason(refusal("ThrottlingException", "canary"))).isEqualTo("ThrottlingException");
    assertThat(reason(refusal("AccessDeniedException", null))).isEqualTo("AccessDeniedException");
    assertThat(reason(refusal("X", "not authorized to perform: the canary on"))).isEqualTo("X");
  }

  @Test
  void a_failure_without_an_answer_is_reported_by_its_kind() {
    assertThat(reason(ApiCallTimeoutException.create(4000))).isEqualTo("ApiCallTimeoutException");
    assertThat(reason(KmsException.builder().message("canary").build())).isEqualTo("KmsException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "AWS_ENDPOINT_URL_KMS"
      })
  @Tag("R55")
  void an_endpoint_elsewhere_is_a_problem(String name) {
    var settings = new Settings(Map.of("AWS_REGION", "eu-central-1", name, "https://evil.test"));

    var _ = new AwsClients(settings);

    assertThatThrownBy(settings::check).hasMessageContaining(name + " must be a loopback address");
  }

  @Test
  void a_missing_region_is_reported_with_all_other_problems() {
    var settings = new Settings(Map.of("AWS_ENDPOINT_URL", "https://evil.test"));

    assertThatCode(() -> new AwsClients(settings)).doesNotThrowAnyException();

    settings.required("ATTEMPTS_TABLE");
    assertThatThrownBy(settings::check)
        .hasMessageContaining("AWS_REGION is missing")
        .hasMessageContaining("ATTEMPTS_TABLE is missing");
  }

  private static String reason(SdkException failure) {
    return AwsClients.unavailable(Dependency.STORE, failure).reason();
  }

  private static AwsServiceException refusal(String code, @Nullable String message) {
    return KmsException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  private static AwsClients clients(Map<String, String> environment) {
    var settings = new Settings(environment);
    var clients = new AwsClients(settings);
    settings.check();
    return clients;
  }
}
