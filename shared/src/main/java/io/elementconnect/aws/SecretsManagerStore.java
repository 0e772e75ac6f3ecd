package io.elementconnect.aws;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.SecretStore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets in AWS Secrets Manager, the version labelled {@code AWSCURRENT}. */
public final class SecretsManagerStore implements SecretStore {
  private final SecretsManagerClient client;

  public SecretsManagerStore(SecretsManagerClient client) {
    this.client = client;
  }

  @Override
  public Optional<Map<String, String>> read(String name) {
    try {
      return fields(client.getSecretValue(request -> request.secretId(name)).secretString());
    } catch (ResourceNotFoundException e) {
      return Optional.empty(); // also the response for a secret without a value
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.SECRETS, e);
    }
  }

  private static Optional<Map<String, String>> fields(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    return Json.parse(json.getBytes(StandardCharsets.UTF_8)).map(SecretsManagerStore::texts);
  }

  private static Map<String, String> texts(Map<String, Object> fields) {
    var texts = new HashMap<String, String>();
    fields.forEach((name, value) -> {
      if (value instanceof String text && !text.isBlank()) {
        texts.put(name, text);
      }
    });
    return texts;
  }
}
