package io.elementconnect.local.journeys;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.Stream;

/** One request to each route that wants a token, without it. */
final class ProtectedRoutes {
  private ProtectedRoutes() {}

  /**
   * The requests.
   *
   * @param owner who could make them
   */
  static Stream<HttpRequest.Builder> of(User owner, String attemptId, long instance) {
    return Stream.of(
        json(owner.request("/elements/infusionsofterp/oauth/url"), owner.body(Map.of())),
        owner.request(
            "/elements/infusionsofterp/oauth/url?siteAddress=dt123.infusionsoft.com&name=Acme"),
        json(owner.request("/attempts/" + attemptId + "/complete"), "{\"completion\":\"AAAA\"}"),
        owner.request("/attempts/" + attemptId),
        owner.request("/instances"),
        owner.request("/instances/" + instance));
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
    return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
  }
}
