package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The account at Cloud Elements, whose secrets authorize our calls. */
public final class CloudElementsAccount {
  private static final String ORGANIZATION = "organizationSecret";
  private static final String USER = "userSecret";
  // Both go into one header, separated by a comma (RFC 9110, section 5.5).
  private static final Predicate<String> SENDABLE =
      Pattern.compile("[!-~&&[^,]]+").asMatchPredicate();
  private static final String NOT_SENDABLE =
      "with a character that no Authorization header can hold";

  private final CachedSecret<CloudElementsSecrets> secret;

  /**
   * Creates the account whose secrets are stored under a name.
   *
   * @param name the secret {@code {"organizationSecret","userSecret"}}; a value that is not allowed
   *     in a header, such as one with a line break, makes it unusable, so that nothing is started
   *     with it
   */
  public CloudElementsAccount(SecretStore store, String name, InstantSource clock) {
    this.secret =
        new CachedSecret<>(
            store,
            name,
            stored ->
                SecretFields.read(
                    name, stored, Set.of(ORGANIZATION, USER), CloudElementsAccount::secrets),
            clock);
  }

  /**
   * Returns the secrets, at most five minutes old.
   *
   * @throws Unavailable when the store is unavailable and no value is known
   */
  public SecretLookup<CloudElementsSecrets> secrets() {
    return secret.read(_ -> true);
  }

  /** Reads the current secrets, after Cloud Elements refused the ones that were used. */
  public SecretLookup<CloudElementsSecrets> refreshed() {
    return secret.refresh();
  }

  private static CloudElementsSecrets secrets(SecretFields fields) {
    return new CloudElementsSecrets(
        fields.required(ORGANIZATION, SENDABLE, NOT_SENDABLE),
        fields.required(USER, SENDABLE, NOT_SENDABLE));
  }
}
