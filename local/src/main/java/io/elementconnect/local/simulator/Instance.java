package io.elementconnect.local.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An element instance.
 *
 * @param configuration as it is shown: secrets masked, an empty value for a null
 * @param site the account that the person chose at the provider; empty when nobody knows
 */
record Instance(
    long id,
    long userId,
    String token,
    Element element,
    String name,
    List<String> tags,
    Map<String, Optional<String>> configuration,
    boolean eventsEnabled,
    boolean valid,
    String site,
    Instant createdAt) {

  boolean matches(String searchText) {
    return contains(name, searchText) || contains(element.key(), searchText);
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "Instance[" + id + "]";
  }
}
