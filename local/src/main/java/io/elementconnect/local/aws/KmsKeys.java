package io.elementconnect.local.aws;

import io.elementconnect.local.template.Account;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The keys and their aliases. Safe for use by several threads. */
final class KmsKeys {
  // https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
  private static final Pattern KEY_ID =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");

  private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();
  private final Map<String, String> idsByAlias = new ConcurrentHashMap<>();

  /**
   * Adds a key.
   *
   * @throws IllegalArgumentException when its id has not the form of one, or is taken
   */
  void add(KmsKey key) {
    if (!KEY_ID.matcher(key.id()).matches()) {
      throw new IllegalArgumentException("Not the form of a KMS key id: " + key.id());
    }
    if (keys.putIfAbsent(key.id(), key) != null) {
      throw new IllegalArgumentException("There is a KMS key with this id: " + key.id());
    }
  }

  void addAlias(String alias, KmsKey key) {
    if (!alias.startsWith("alias/")) {
      throw AwsError.validation("Alias must start with the prefix \"alias/\".");
    }
    if (idsByAlias.putIfAbsent(alias, key.id()) != null) {
      throw AwsError.of(
          "AlreadyExistsException",
          "An alias with the name %s already exists".formatted(Account.arn("kms", alias)));
    }
  }

  /** The key with this very id. */
  Optional<KmsKey> withId(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /**
   * The key that a request means.
   *
   * @param reference a key id, a key's ARN, {@code alias/<name>} or an alias's ARN
   * @throws AwsError NotFoundException
   */
  KmsKey find(String reference) {
    var name = nameIn(reference);
    if (name.startsWith("alias/")) {
      return Optional.ofNullable(idsByAlias.get(name))
          .flatMap(this::withId)
          .orElseThrow(
              () -> notFound("Alias %s is not found.".formatted(Account.arn("kms", name))));
    }
    if (!KEY_ID.matcher(name).matches()) {
      throw notFound("Invalid keyId '%s'".formatted(reference));
    }
    return withId(name)
        .orElseThrow(
            () -> notFound("Key '%s' does not exist".formatted(Account.arn("kms", "key/" + name))));
  }

  /** A key id or an alias; an ARN of another account or region stays whole, and so unknown. */
  private static String nameIn(String reference) {
    var keyArn = Account.arn("kms", "key/");
    var aliasArn = Account.arn("kms", "alias/");
    if (reference.startsWith(keyArn)) {
      return reference.substring(keyArn.length());
    }
    return reference.startsWith(aliasArn)
        ? reference.substring(aliasArn.length() - "alias/".length())
        : reference;
  }

  private static AwsError notFound(String message) {
    return AwsError.of("NotFoundException", message);
  }
}
