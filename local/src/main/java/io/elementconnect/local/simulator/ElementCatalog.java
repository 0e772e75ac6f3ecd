package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The element catalogue: Infusionsoft's elements, and one that does not use OAuth. */
final class ElementCatalog {
  private final List<CatalogElement> all;

  private ElementCatalog(List<CatalogElement> all) {
    this.all = all;
  }

  /**
   * A connector of the catalogue.
   *
   * @param requiredConfiguration the configuration keys without which no instance is made
   * @param shape the element as an instance's answer shows it
   */
  record CatalogElement(List<String> requiredConfiguration, JsonNode shape) {
    long id() {
      return shape.get("id").longValue();
    }

    String key() {
      return shape.get("key").textValue();
    }

    boolean usesOAuth() {
      return shape.at("/authentication/type").textValue().equals("oauth2");
    }
  }

  /**
   * Reads the catalogue in {@code elements.json}: what all elements have in common, and of each one
   * what it has of its own.
   */
  static ElementCatalog load() {
    try (var json =
        Objects.requireNonNull(ElementCatalog.class.getResourceAsStream("elements.json"))) {
      var file = Json.MAPPER.readTree(json);
      return new ElementCatalog(
          file.get("elements")
              .valueStream()
              .map(own -> element(((ObjectNode) file.get("common")).deepCopy(), (ObjectNode) own))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogElement element(ObjectNode shape, ObjectNode own) {
    var required = own.remove("requiredConfiguration").valueStream().map(JsonNode::textValue);
    return new CatalogElement(required.toList(), shape.setAll(own));
  }

  /** By key or by numeric id, as Cloud Elements takes either. */
  Optional<CatalogElement> find(String keyOrId) {
    return all.stream()
        .filter(it -> it.key().equals(keyOrId) || Long.toString(it.id()).equals(keyOrId))
        .findFirst();
  }

  /** One that uses OAuth as well. */
  CatalogElement otherThan(CatalogElement element) {
    return all.stream()
        .filter(it -> it.usesOAuth() && !it.key().equals(element.key()))
        .findFirst()
        .orElseThrow();
  }

  static ApiResult unknown(String keyOrId) {
    return ApiResult.refused(404, "No element found with key " + keyOrId);
  }
}
