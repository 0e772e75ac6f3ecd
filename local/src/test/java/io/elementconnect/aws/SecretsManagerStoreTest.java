package io.elementconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.AwsPart;
import io.elementconnect.secrets.SecretStore.Stored;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretsManagerStoreTest {
  private static final SdkBytes BINARY = SdkBytes.fromByteArray(new byte[] {1});

  private final AwsPart aws = AwsPart.shared();
  private final SecretsManagerStore store = new SecretsManagerStore(aws.clients().secretsManager());
  private final String secret = aws.newSecret();

  @Test
  void a_secret_that_is_not_there_has_no_value() {
    assertThat(store.read("no-such-secret")).isEqualTo(new Stored.Nothing());
  }

  @Test
  void a_secret_without_a_value_has_none() {
    assertThat(store.read(secret)).isEqualTo(new Stored.Nothing());
  }

  @Test
  void the_text_of_a_secret_is_read_as_it_is() {
    var text = "\ufeff{\"apiKey\":\"k\",\"n\":1,\"blank\":\" \"}\n";
    aws.fill(secret, text);

    assertThat(store.read(secret)).isEqualTo(new Stored.Text(text));
  }

  @Test
  void the_newest_value_counts() {
    aws.fill(secret, "{\"apiKey\":\"old\"}");
    aws.fill(secret, "{\"apiKey\":\"new\"}");

    assertThat(store.read(secret)).isEqualTo(new Stored.Text("{\"apiKey\":\"new\"}"));
  }

  @Test
  void a_binary_value_is_told_from_none() {
    var client = new Answering(GetSecretValueResponse.builder().secretBinary(BINARY).build());

    assertThat(new SecretsManagerStore(client).read("any")).isEqualTo(new Stored.Binary());
  }

  /** Secrets Manager, with one answer. */
  private record Answering(GetSecretValueResponse answer) implements SecretsManagerClient {
    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      return answer;
    }

    @Override
    public String serviceName() {
      return "secretsmanager";
    }

    @Override
    public void close() {}
  }
}
