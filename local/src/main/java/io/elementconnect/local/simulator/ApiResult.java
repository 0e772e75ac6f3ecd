package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What Cloud Elements answers, before the request's id is put on it. */
sealed interface ApiResult {
  /** Status 200 with a body. */
  record Found(JsonNode body, Map<String, String> headers) implements ApiResult {}

  /** Status 200 and nothing more. */
  record Done() implements ApiResult {}

  /**
   * The error envelope.
   *
   * @param providerMessage the provider's own words, when it was the provider that refused
   */
  record Refused(int status, String message, Optional<String> providerMessage)
      implements ApiResult {}

  static ApiResult found(JsonNode body) {
    return found(body, Map.of());
  }

  static ApiResult found(JsonNode body, Map<String, String> headers) {
    return new Found(body, headers);
  }

  static ApiResult refused(int status, String message) {
    return new Refused(status, message, Optional.empty());
  }
}
