package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The account at Cloud Elements whose secrets every call with an effect is made with. */
public final class CloudElementsAccount {
  private final String name;
  private final CachedSecret secret;

  /**
   * The account whose secrets are kept under a name.
   *
   * @param name the secret {@code {"organizationSecret","userSecret"}}
   */
  public CloudElementsAccount(SecretStore store, String name, InstantSource clock) {
    this.name = name;
    this.secret = new CachedSecret(store, name, clock);
  }

  /**
   * The secrets, at most five minutes old.
   *
   * @throws Unavailable when the store is down and no value is known
   */
  public Lookup<CloudElementsSecrets> secrets() {
    return lookup(secret.read());
  }

  /** The secrets as they stand now, after Cloud Elements refused the ones that were used. */
  public Lookup<CloudElementsSecrets> refreshed() {
    return lookup(secret.refresh());
  }

  private Lookup<CloudElementsSecrets> lookup(Optional<Map<String, String>> fields) {
    return CachedSecret.pair(
        name,
        fields,
        "organizationSecret",
        "userSecret",
        (organization, user, _) -> new CloudElementsSecrets(organization, user));
  }
}
