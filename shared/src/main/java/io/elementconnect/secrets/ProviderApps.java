package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import io.elementconnect.elements.Element;
import io.elementconnect.elements.Property;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.SecretKeysUnknown;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The provider apps of the elements, each in a secret of its own: {@code apiKey}, {@code apiSecret}
 * and defaults for the element's secret properties. Nothing else of such a secret is used; the
 * journal names its other keys.
 */
public final class ProviderApps {
  private static final String KEY = "apiKey";
  private static final String SECRET = "apiSecret";

  private final SecretStore store;
  private final String prefix;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<String, CachedSecret<ProviderApp>> cache = new ConcurrentHashMap<>();
  private final Map<String, List<String>> unknownKeys = new ConcurrentHashMap<>();

  /**
   * Creates the apps of a store.
   *
   * @param prefix the part of a secret's name before the element's key
   */
  public ProviderApps(SecretStore store, String prefix, Journal journal, InstantSource clock) {
    this.store = store;
    this.prefix = prefix;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Returns the app of an element, at most five minutes old.
   *
   * @param suffices whether it has the defaults that the request needs; when a kept one has not, it
   *     is read again, at most once in five seconds
   * @throws Unavailable when the store is unavailable and no value is known
   */
  public SecretLookup<ProviderApp> lookup(Element element, Predicate<ProviderApp> suffices) {
    return cache.computeIfAbsent(element.key(), _ -> secret(element)).read(suffices);
  }

  private CachedSecret<ProviderApp> secret(Element element) {
    var name = prefix + element.key();
    var properties = element.properties().stream().filter(Property::secret).toList();
    var known = new HashSet<>(Set.of(KEY, SECRET));
    properties.forEach(property -> known.add(property.key()));
    return new CachedSecret<>(
        store,
        name,
        stored -> SecretFields.read(name, stored, known, fields -> app(name, properties, fields)),
        clock);
  }

  private ProviderApp app(String name, List<Property> properties, SecretFields fields) {
    var unknown = fields.unknownKeys();
    // Every five minutes the same value is read again.
    if (!unknown.equals(unknownKeys.put(name, unknown)) && !unknown.isEmpty()) {
      journal.record(new SecretKeysUnknown(name, unknown));
    }
    var key = fields.required(KEY);
    var secret = fields.required(SECRET);
    var defaults = new HashMap<String, String>();
    for (var property : properties) {
      fields
          .optional(property.key())
          .ifPresent(stated ->
              property
                  .accept(stated)
                  .ifPresentOrElse(
                      value -> defaults.put(property.key(), value),
                      () ->
                          fields.addUnreadable(
                              "has a value for " + property.key() + " that is not acceptable")));
    }
    return new ProviderApp(key, secret, Map.copyOf(defaults));
  }
}
