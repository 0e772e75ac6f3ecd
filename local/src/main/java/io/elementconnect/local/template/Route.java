package io.elementconnect.local.template;

import java.util.Optional;

/**
 * A route of the HTTP API.
 *
 * @param method upper case, or {@code ANY}
 * @param path such as {@code /elements/{keyOrId}/oauth/url}, or {@code $default}
 */
public record Route(
    String method, String path, String functionLogicalId, Optional<JwtAuthorizer> authorizer) {}
