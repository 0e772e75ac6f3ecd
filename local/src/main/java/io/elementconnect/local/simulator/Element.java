package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A connector of the catalogue.
 *
 * @param requiredConfiguration the configuration keys without which no instance is made
 * @param shape the element as an instance's answer shows it
 */
record Element(List<String> requiredConfiguration, JsonNode shape) {
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
