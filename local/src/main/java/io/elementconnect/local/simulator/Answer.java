package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What Cloud Elements answers, before the request's id is put on it. */
sealed interface Answer {
  /** Status 200 with a body. */
  record Found(JsonNode body, Map<String, String> headers) implements Answer {}

  /** Status 200 and nothing more. */
  record Done() implements Answer {}

  /**
   * The error envelope.
   *
   * @param providerMessage the provider's own words, when it was the provider that refused
   */
  record Refused(int status, String message, Optional<String> providerMessage) implements Answer {}

  static Answer found(JsonNode body) {
    return new Found(body, Map.of());
  }

  static Answer refused(int status, String message) {
    return new Refused(status, message, Optional.empty());
  }
}
