package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.aws.Guarded.Permission;
import io.elementconnect.local.template.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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
  private final Map<String, StoredSecret> secretsByArn = new HashMap<>();
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
    if (lookup(name).isPresent()) {
      throw new IllegalArgumentException("There is a secret of this name: " + name);
    }
    secretsByArn.put(arn, new StoredSecret(name, arn, Optional.empty()));
  }

  /**
   * Makes a text the current value, as PutSecretValue does.
   *
   * @param secretId the name or ARN of a secret that exists
   */
  public synchronized void putSecretValue(String secretId, String text) {
    var _ = put(find(secretId), UUID.randomUUID().toString(), text);
  }

  Service service() {
    return new JsonService(
        Map.of(
            "GetSecretValue", this::get,
            "PutSecretValue", this::put,
            "DescribeSecret", this::describe));
  }

  /** The permission that a request needs: on the secret, or on what an unknown one would be. */
  synchronized List<Permission> needed(String operation, RequestBody request) {
    var resource = request.text("SecretId").map(this::arn).orElse("*");
    return List.of(new Permission("secretsmanager:" + operation, resource));
  }

  private synchronized ObjectNode get(RequestBody request) {
    request.only("SecretId");
    return find(request.requiredText("SecretId")).read();
  }

  private synchronized ObjectNode put(RequestBody request) {
    request.only("SecretId", "ClientRequestToken", "SecretString");
    var secret = find(request.requiredText("SecretId"));
    var id = request.requiredText("ClientRequestToken");
    return put(secret, id, request.requiredText("SecretString")).stored();
  }

  private synchronized ObjectNode describe(RequestBody request) {
    request.only("SecretId");
    return find(request.requiredText("SecretId")).identity();
  }

  private StoredSecret put(StoredSecret secret, String id, String value) {
    var stored = secret.with(new StoredSecret.Version(id, value, clock.instant()));
    secretsByArn.put(secret.arn(), stored);
    return stored;
  }

  private StoredSecret find(String secretId) {
    return lookup(secretId)
        .orElseThrow(() ->
            AwsError.capitalised(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  private Optional<StoredSecret> lookup(String nameOrArn) {
    return secretsByArn.values().stream()
        .filter(secret -> nameOrArn.equals(secret.name()) || nameOrArn.equals(secret.arn()))
        .findFirst();
  }

  private String arn(String secretId) {
    return secretId.startsWith("arn:")
        ? secretId
        : lookup(secretId)
            .map(StoredSecret::arn)
            .orElseGet(() -> Account.arn("secretsmanager", "secret:" + secretId));
  }

  /** A secret with its current value, if it has one. */
  record StoredSecret(String name, String arn, Optional<Version> current) {
    private static final String CURRENT = "AWSCURRENT";

    /**
     * A value. Not shown by {@link #toString()}.
     *
     * @param id the ClientRequestToken of the request that stored it
     */
    record Version(String id, String value, Instant createdAt) {
      @Override
      public String toString() {
        return id;
      }
    }

    StoredSecret with(Version version) {
      return new StoredSecret(name, arn, Optional.of(version));
    }

    /** The answer of DescribeSecret: ARN and name, with which every other answer begins. */
    ObjectNode identity() {
      return JsonNodeFactory.instance.objectNode().put("ARN", arn).put("Name", name);
    }

    /** The answer of PutSecretValue. */
    ObjectNode stored() {
      var answer = identity().put("VersionId", version().id());
      answer.putArray("VersionStages").add(CURRENT);
      return answer;
    }

    /** The answer of GetSecretValue; an {@link AwsError} when there is no value yet. */
    ObjectNode read() {
      // Seconds since 1970 with three decimals.
      var createdAt = BigDecimal.valueOf(version().createdAt().toEpochMilli(), 3);
      return stored().put("CreatedDate", createdAt).put("SecretString", version().value());
    }

    private Version version() {
      return current.orElseThrow(() ->
          AwsError.capitalised(
              "ResourceNotFoundException",
              "Secrets Manager can't find the specified secret value for staging label: "
                  + CURRENT));
    }
  }
}
