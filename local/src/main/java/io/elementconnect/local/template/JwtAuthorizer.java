package io.elementconnect.local.template;

import java.util.List;

/**
 * A JWT authorizer of the HTTP API, as one route uses it.
 *
 * @param scopes the token must have one of these; empty when none is asked for
 */
public record JwtAuthorizer(
    String name, String issuer, List<String> audience, List<String> scopes) {}
