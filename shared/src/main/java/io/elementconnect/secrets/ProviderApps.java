package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The provider apps of the elements, each in a secret of its own. */
public final class ProviderApps {
  private static final String KEY = "apiKey";
  private static final String SECRET = "apiSecret";

  private final SecretStore store;
  private final String prefix;
  private final InstantSource clock;
  private final Map<String, CachedSecret> cache = new ConcurrentHashMap<>();

  /**
   * Creates the apps of a store.
   *
   * @param prefix the part of a secret's name before the element's key
   */
  public ProviderApps(SecretStore store, String prefix, InstantSource clock) {
    this.store = store;
    this.prefix = prefix;
    this.clock = clock;
  }

  /**
   * Returns the app of an element, at most five minutes old.
   *
   * @throws Unavailable when the store is unavailable and no value is known
   */
  public SecretLookup<ProviderApp> lookup(String element) {
    var name = prefix + element;
    var secret = cache.computeIfAbsent(name, _ -> new CachedSecret(store, name, clock));
    return CachedSecret.pair(name, secret.read(), KEY, SECRET, ProviderApps::app);
  }

  private static ProviderApp app(String key, String secret, Map<String, String> all) {
    var defaults = new HashMap<>(all);
    defaults.remove(KEY);
    defaults.remove(SECRET);
    return new ProviderApp(key, secret, Map.copyOf(defaults));
  }
}
