package io.elementconnect.local.aws;

import io.elementconnect.local.template.Account;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All secrets, by name. Not safe for use by several threads. */
final class Secrets {
  static final int NAME_LIMIT = 512;
  private static final int SECRET_ID_LIMIT = 2048;

  // What the service's own message lists, and lets pass.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]+");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SUFFIX_LENGTH = 6;

  private final Map<String, Secret> byName = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private long created;

  /** The secret of this name, one that is marked for deletion too. */
  Optional<Secret> named(String name) {
    checkName(name);
    return Optional.ofNullable(byName.get(name));
  }

  /** Adds a secret without a value, under an ARN with a random end. */
  Secret add(String name, Instant now) {
    return add(name, unended(name) + suffix(), now);
  }

  /** Adds a secret without a value. */
  Secret add(String name, String arn, Instant now) {
    checkName(name);
    created++;
    var secret = new Secret(created, name, arn, now);
    byName.put(name, secret);
    return secret;
  }

  void remove(Secret secret) {
    byName.remove(secret.name());
  }

  /**
   * The secret that a request means.
   *
   * @param secretId a name, an ARN, or an ARN without its random end
   * @throws AwsError ResourceNotFoundException
   */
  Secret find(String secretId) {
    return lookUp(secretId)
        .orElseThrow(() ->
            AwsError.ofSecretsManager(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
  }

  /**
   * What a request for a secret needs a permission on: the secret's ARN, and what that of an
   * unknown one would begin with.
   *
   * @param secretId as for {@link #find(String)}
   */
  String arn(String secretId) {
    return lookUp(secretId)
        .map(Secret::arn)
        .orElseGet(() -> secretId.startsWith("arn:") ? secretId : unended(secretId));
  }

  /** The secret that a request names as {@code SecretId}. */
  Secret find(Parameters request) {
    return find(request.requiredText("SecretId", 1, SECRET_ID_LIMIT));
  }

  /** As {@link #find(Parameters)}, but one that is marked for deletion is refused. */
  Secret live(Parameters request) {
    var secret = find(request);
    if (secret.isMarkedForDeletion()) {
      throw AwsError.ofSecretsManager(
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }

  /** Every secret, in the order of creation. */
  List<Secret> all() {
    return byName.values().stream().sorted(Comparator.comparingLong(Secret::number)).toList();
  }

  private Optional<Secret> lookUp(String secretId) {
    return secretId.startsWith("arn:")
        ? byName.values().stream().filter(secret -> isArnOf(secret, secretId)).findAny()
        : named(secretId);
  }

  private static boolean isArnOf(Secret secret, String arn) {
    return arn.equals(secret.arn()) || arn.equals(unended(secret.name()));
  }

  /** The ARN without its random end. */
  private static String unended(String name) {
    return Account.arn("secretsmanager", "secret:" + name);
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw AwsError.validation(
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
  }

  private String suffix() {
    var suffix = new StringBuilder("-");
    random
        .ints(SUFFIX_LENGTH, 0, LETTERS.length())
        .forEach(index -> suffix.append(LETTERS.charAt(index)));
    return suffix.toString();
  }
}
