package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /**
   * Reads the catalogue that lies beside this class: what all elements have in common, and of each
   * one what it has of its own.
   */
  static Elements load() {
    try (var json = Objects.requireNonNull(Elements.class.getResourceAsStream("elements.json"))) {
      var file = Json.MAPPER.readTree(json);
      return new Elements(
          file.get("elements")
              .valueStream()
              .map(own -> element(((ObjectNode) file.get("common")).deepCopy(), (ObjectNode) own))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element element(ObjectNode shape, ObjectNode own) {
    var required = own.remove("requiredConfiguration").valueStream().map(JsonNode::textValue);
    return new Element(required.toList(), shape.setAll(own));
  }

  /** By key or by numeric id, as Cloud Elements takes either. */
  Optional<Element> find(String keyOrId) {
    return all.stream()
        .filter(it -> it.key().equals(keyOrId) || Long.toString(it.id()).equals(keyOrId))
        .findFirst();
  }

  /** One that uses OAuth as well. */
  Element otherThan(Element element) {
    return all.stream()
        .filter(it -> it.usesOAuth() && !it.key().equals(element.key()))
        .findFirst()
        .orElseThrow();
  }

  static Answer unknown(String keyOrId) {
    return Answer.refused(404, "No element found with key " + keyOrId);
  }
}
