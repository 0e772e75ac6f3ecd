package io.elementconnect.local.simulator;

import java.util.Optional;
import java.util.stream.Stream;

/** The routes of Cloud Elements that can be counted and made to fail. */
public enum CloudElementsRoute {
  OAUTH_URL("GET /elements/{key}/oauth/url"),
  /** {@code POST /elements/{key}/instances} is the same route. */
  CREATE_INSTANCE("POST /instances"),
  LIST_INSTANCES("GET /instances"),
  READ_INSTANCE("GET /instances/{id}"),
  DELETE_INSTANCE("DELETE /instances/{id}"),
  READ_ORGANIZATION("GET /organizations/me");

  private final String text;

  CloudElementsRoute(String text) {
    this.text = text;
  }

  /** Method and path, as the control API names the route: {@code POST /instances}. */
  public String text() {
    return text;
  }

  static Optional<CloudElementsRoute> parse(String text) {
    return Stream.of(values()).filter(route -> route.text.equals(text)).findFirst();
  }
}
