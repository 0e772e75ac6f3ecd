package io.elementconnect.local.gateway;

import java.util.List;
import java.util.Map;

/** What a caller may. */
sealed interface AuthorizerDecision {

  /**
   * The call goes on.
   *
   * @param claims as text
   * @param scopes those that the route asks for
   */
  record Allowed(Map<String, String> claims, List<String> scopes) implements AuthorizerDecision {}

  /**
   * No token, or a bad one.
   *
   * @param challenge the value of {@code WWW-Authenticate}
   */
  record Unauthorized(String challenge) implements AuthorizerDecision {}

  /** A good token without any of the scopes that the route asks for. */
  record Forbidden() implements AuthorizerDecision {}
}
