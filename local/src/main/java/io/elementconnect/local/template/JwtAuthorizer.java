package io.elementconnect.local.template;

import java.util.List;

/**
 * A JWT authorizer that reads the {@code Authorization} header.
 *
 * @param issuer the {@code iss} that a token must have
 * @param audience a token must name one of these
 * @param scopes a token must hold one of these, unless there is none
 */
public record JwtAuthorizer(
    String name, String issuer, List<String> audience, List<String> scopes) {

  public JwtAuthorizer {
    audience = List.copyOf(audience);
    scopes = List.copyOf(scopes);
  }
}
