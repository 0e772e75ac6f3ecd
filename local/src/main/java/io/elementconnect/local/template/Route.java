package io.elementconnect.local.template;

import java.util.Optional;

/**
 * A route of the HTTP API.
 *
 * @param method in capitals, or {@code ANY}
 * @param path as the template has it, with parameters such as {@code {id}}
 * @param functionLogicalId the {@link Function} behind it
 * @param authorizer empty for a route that anybody may call
 */
public record Route(
    String method, String path, String functionLogicalId, Optional<JwtAuthorizer> authorizer) {

  /** What API Gateway calls it, such as {@code GET /instances/{id}}. */
  public String key() {
    return method + " " + path;
  }
}
