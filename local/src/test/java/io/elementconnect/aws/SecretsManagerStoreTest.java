package io.elementconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.AwsPart;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsManagerStoreTest {
  private final AwsPart aws = AwsPart.shared();
  private final SecretsManagerStore store = new SecretsManagerStore(aws.clients().secretsManager());
  private final String secret = aws.newSecret();

  @Test
  void a_secret_that_is_not_there_has_no_value() {
    assertThat(store.read("no-such-secret")).isEmpty();
  }

  @Test
  void a_secret_without_a_value_has_none() {
    assertThat(store.read(secret)).isEmpty();
  }

  @Test
  void the_fields_of_a_secret_are_read() {
    aws.fill(secret, "{\"apiKey\":\"k\",\"apiSecret\":\"s\",\"n\":1,\"blank\":\" \"}");

    assertThat(store.read(secret)).contains(Map.of("apiKey", "k", "apiSecret", "s"));
  }

  @Test
  void the_newest_value_counts() {
    aws.fill(secret, "{\"apiKey\":\"old\"}");
    aws.fill(secret, "{\"apiKey\":\"new\"}");

    assertThat(store.read(secret)).contains(Map.of("apiKey", "new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "[]", "{", "\"text\""})
  void what_is_no_object_is_no_value(String value) {
    aws.fill(secret, value);

    assertThat(store.read(secret)).isEmpty();
  }
}
