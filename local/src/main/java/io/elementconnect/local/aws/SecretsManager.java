package io.elementconnect.local.aws;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Secrets Manager: CreateSecret, PutSecretValue, UpdateSecret, GetSecretValue, DescribeSecret,
 * ListSecrets, DeleteSecret. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">AWS
 *     Secrets Manager API Reference</a>
 */
public final class SecretsManager {
  private final Secrets secrets = new Secrets();
  private final InstantSource clock;

  SecretsManager(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes a secret without a value, as CreateSecret does.
   *
   * @return the secret's ARN
   * @throws IllegalArgumentException when there is a secret of this name
   */
  public synchronized String createSecret(String name) {
    checkFree(name);
    return secrets.add(name, clock.instant()).arn();
  }

  /**
   * The same under an ARN of the caller's choice, which the real service cannot.
   *
   * @throws IllegalArgumentException when there is a secret of this name
   */
  public synchronized void createSecret(String name, String arn) {
    checkFree(name);
    secrets.add(name, arn, clock.instant());
  }

  /**
   * Makes a text the current value, as PutSecretValue does.
   *
   * @param secretId the name or ARN of a secret that exists
   */
  public synchronized void putSecretValue(String secretId, String text) {
    var value = SecretValue.ofText(text);
    var version = new SecretVersion(UUID.randomUUID().toString(), value, clock.instant());
    secrets.find(secretId).put(version, List.of(Secret.CURRENT));
  }

  Service service() {
    var reading = new SecretReading(secrets);
    var writing = new SecretWriting(secrets, clock);
    return new JsonService(
        Map.of(
            "GetSecretValue", alone(reading::value),
            "DescribeSecret", alone(reading::description),
            "ListSecrets", alone(reading::list),
            "CreateSecret", alone(writing::create),
            "PutSecretValue", alone(writing::put),
            "UpdateSecret", alone(writing::update),
            "DeleteSecret", alone(writing::delete)));
  }

  /** What a request needs a permission for. */
  synchronized List<Access> needed(String operation, Parameters request) {
    var resource =
        request.text("SecretId").or(() -> request.text("Name")).map(secrets::arn).orElse("*");
    return List.of(new Access("secretsmanager:" + operation, resource));
  }

  private void checkFree(String name) {
    if (secrets.named(name).isPresent()) {
      throw new IllegalArgumentException("There is a secret of this name: " + name);
    }
  }

  private JsonService.Operation alone(JsonService.Operation operation) {
    return parameters -> {
      synchronized (this) {
        return operation.answer(parameters);
      }
    };
  }
}
