package io.elementconnect.aws;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.secrets.SecretStore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets in AWS Secrets Manager, the version labelled {@code AWSCURRENT}. */
public final class SecretsManagerStore implements SecretStore {
  private final SecretsManagerClient client;

  public SecretsManagerStore(SecretsManagerClient client) {
    this.client = client;
  }

  @Override
  public Stored read(String name) {
    try {
      return stored(client.getSecretValue(request -> request.secretId(name)));
    } catch (ResourceNotFoundException e) {
      return new Stored.Nothing(); // also the response for a secret without a value
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.SECRETS, e);
    }
  }

  private static Stored stored(GetSecretValueResponse response) {
    if (response.secretString() != null) {
      return new Stored.Text(response.secretString());
    }
    return response.secretBinary() == null ? new Stored.Nothing() : new Stored.Binary();
  }
}
