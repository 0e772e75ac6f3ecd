package io.elementconnect.local.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The element catalogue: Infusionsoft's elements, and one that does not use OAuth. */
final class Elements {
  private final List<Element> all;

  private Elements(List<Element> all) {
    this.all = all;
  }

  /** Reads the catalogue that lies beside this class. */
  static Elements load() {
    try (var json = Objects.requireNonNull(Elements.class.getResourceAsStream("elements.json"))) {
      return new Elements(Json.MAPPER.readValue(json, new TypeReference<List<Element>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By key or by numeric id, as Cloud Elements takes either. */
  Optional<Element> find(String keyOrId) {
    return all.stream()
        .filter(it -> it.key().equals(keyOrId) || Long.toString(it.id()).equals(keyOrId))
        .findFirst();
  }

  static Answer unknown(String keyOrId) {
    return Answer.refused(404, "No element found with key " + keyOrId);
  }
}
