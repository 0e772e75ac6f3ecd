package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.template.Account;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Secrets Manager: GetSecretValue, PutSecretValue and DescribeSecret. A secret has its current
 * value only. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">AWS
 *     Secrets Manager API Reference</a>
 */
public final class SecretsManager {
  // Bounds of the API Reference, in characters.
  private static final int ID_LIMIT = 2048;
  private static final int VALUE_LIMIT = 65_536;
  private static final int MIN_TOKEN_LENGTH = 32;
  private static final int MAX_TOKEN_LENGTH = 64;

  private final List<StoredSecret> secrets = new ArrayList<>();
  private final InstantSource clock;

  SecretsManager(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Creates a secret without a value under the ARN that a template gives it.
   *
   * @throws IllegalArgumentException when there is a secret of this name
   */
  public synchronized void createSecret(String name, String arn) {
    if (named(name).isPresent()) {
      throw new IllegalArgumentException("There is a secret of this name: " + name);
    }
    secrets.add(new StoredSecret(name, arn));
  }

  /**
   * Makes a text the current value, as PutSecretValue does.
   *
   * @param secretId the name or ARN of a secret that exists
   */
  public synchronized void putSecretValue(String secretId, String text) {
    find(secretId)
        .put(new StoredSecret.Version(UUID.randomUUID().toString(), text, clock.instant()));
  }

  Service service() {
    return new JsonService(
        Map.of(
            "GetSecretValue", this::get,
            "PutSecretValue", this::put,
            "DescribeSecret", this::describe));
  }

  /** The permission that a request needs: on the secret, or on what an unknown one would be. */
  synchronized List<RequiredPermission> needed(String operation, RequestBody request) {
    var resource = request.text("SecretId").map(this::arn).orElse("*");
    return List.of(new RequiredPermission("secretsmanager:" + operation, resource));
  }

  private synchronized ObjectNode get(RequestBody request) {
    request.only("SecretId");
    var secret = requested(request);
    return secret.description().put("SecretString", secret.value());
  }

  private synchronized ObjectNode put(RequestBody request) {
    request.only("SecretId", "ClientRequestToken", "SecretString");
    var secret = requested(request);
    var token = request.requiredText("ClientRequestToken", MIN_TOKEN_LENGTH, MAX_TOKEN_LENGTH);
    var value = request.requiredText("SecretString", 1, VALUE_LIMIT);
    secret.put(new StoredSecret.Version(token, value, clock.instant()));
    return secret.description();
  }

  private synchronized ObjectNode describe(RequestBody request) {
    request.only("SecretId");
    return requested(request).identity();
  }

  private StoredSecret requested(RequestBody request) {
    return find(request.requiredText("SecretId", 1, ID_LIMIT));
  }

  private StoredSecret find(String secretId) {
    return named(secretId)
        .orElseThrow(() ->
            AwsError.capitalised(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  private Optional<StoredSecret> named(String secretId) {
    return secrets.stream().filter(secret -> secret.isNamed(secretId)).findFirst();
  }

  private String arn(String secretId) {
    return named(secretId)
        .map(StoredSecret::arn)
        .orElseGet(() ->
            secretId.startsWith("arn:")
                ? secretId
                : Account.arn("secretsmanager", "secret:" + secretId));
  }
}
