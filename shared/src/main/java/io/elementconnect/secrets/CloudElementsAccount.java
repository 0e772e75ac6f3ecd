package io.elementconnect.secrets;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.elementconnect.Unavailable;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The account at Cloud Elements, whose secrets authorize our calls. */
public final class CloudElementsAccount {
  // Both go into one header, separated by a comma (RFC 9110, section 5.5).
  private static final Predicate<String> SENDABLE =
      Pattern.compile("[!-~&&[^,]]+").asMatchPredicate();

  private final String name;
  private final CachedSecret secret;

  /**
   * Creates the account whose secrets are stored under a name.
   *
   * @param name the secret {@code {"organizationSecret","userSecret"}}; a value that is not allowed
   *     in a header, such as one with a line break, counts as not set, so that nothing is started
   *     with it
   */
  public CloudElementsAccount(SecretStore store, String name, InstantSource clock) {
    this.name = name;
    this.secret = new CachedSecret(store, name, clock);
  }

  /**
   * Returns the secrets, at most five minutes old.
   *
   * @throws Unavailable when the store is unavailable and no value is known
   */
  public SecretLookup<CloudElementsSecrets> secrets() {
    return lookup(secret.read());
  }

  /** Reads the current secrets, after Cloud Elements refused the ones that were used. */
  public SecretLookup<CloudElementsSecrets> refreshed() {
    return lookup(secret.refresh());
  }

  private SecretLookup<CloudElementsSecrets> lookup(Optional<Map<String, String>> fields) {
    return CachedSecret.pair(
        name,
        fields.map(CloudElementsAccount::sendable),
        "organizationSecret",
        "userSecret",
        (organization, user, _) -> new CloudElementsSecrets(organization, user));
  }

  private static Map<String, String> sendable(Map<String, String> fields) {
    return fields.entrySet().stream()
        .filter(field -> SENDABLE.test(field.getValue()))
        .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
