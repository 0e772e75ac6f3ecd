package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.User;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The endpoints of the API. All but {@code /oauth/url} require credentials. */
record Endpoints(
    Organization organization, CallerCredentials credentials, InstanceStore instances) {

  /**
   * One route of Cloud Elements and the action behind it.
   *
   * @param path with at most one group: the argument
   */
  record Endpoint(CloudElementsRoute route, String method, Pattern path, Action action) {

    /** The argument in a path of this endpoint; empty when the path is another endpoint's. */
    Optional<String> argument(String encodedPath) {
      var match = path.matcher(encodedPath);
      if (!match.matches()) {
        return Optional.empty();
      }
      // A plus sign in a path is itself.
      var argument = match.groupCount() == 0 ? "" : match.group(1).replace("+", "%2B");
      return Optional.of(URLDecoder.decode(argument, StandardCharsets.UTF_8));
    }
  }

  /** Answers a call; the argument is the decoded key or id in the path, empty when it has none. */
  @FunctionalInterface
  interface Action {
    ApiResult answer(Call call, String argument);
  }

  @FunctionalInterface
  private interface SignedInAction {
    ApiResult answer(Call call, User user, String argument);
  }

  List<Endpoint> all(OAuthUrls oauthUrls, CreateInstance create, ListInstances list) {
    return List.of(
        open(CloudElementsRoute.OAUTH_URL, "GET /elements/([^/]+)/oauth/url", oauthUrls::answer),
        signedIn(
            CloudElementsRoute.CREATE_INSTANCE,
            "POST /instances",
            (call, user, _) -> create.create(call, user, Optional.empty())),
        signedIn(
            CloudElementsRoute.CREATE_INSTANCE,
            "POST /elements/([^/]+)/instances",
            (call, user, keyOrId) -> create.create(call, user, Optional.of(keyOrId))),
        signedIn(
            CloudElementsRoute.LIST_INSTANCES,
            "GET /instances",
            (call, user, _) -> list.list(FormParameters.of(call), user)),
        signedIn(
            CloudElementsRoute.READ_INSTANCE,
            "GET /instances/([^/]+)",
            (_, user, id) -> read(user, id)),
        signedIn(
            CloudElementsRoute.DELETE_INSTANCE,
            "DELETE /instances/([^/]+)",
            (_, user, id) -> delete(user, id)),
        signedIn(
            CloudElementsRoute.READ_ORGANIZATION,
            "GET /organizations/me",
            (_, _, _) -> readOrganization()));
  }

  private ApiResult read(User user, String id) {
    return number(id)
        .flatMap(it -> instances.find(user, it))
        .map(it -> ApiResult.found(it.full(user), it.headers()))
        .orElseGet(() -> unknown(id));
  }

  private ApiResult delete(User user, String id) {
    return number(id).filter(it -> instances.remove(user, it)).isPresent()
        ? new ApiResult.Done()
        : unknown(id);
  }

  private ApiResult readOrganization() {
    return ApiResult.found(
        Json.MAPPER
            .createObjectNode()
            .put("id", organization.id())
            .put("name", organization.name()));
  }

  private Endpoint signedIn(CloudElementsRoute route, String pattern, SignedInAction action) {
    return open(
        route,
        pattern,
        (call, argument) ->
            credentials
                .user(call)
                .map(user -> action.answer(call, user, argument))
                .orElse(CallerCredentials.REFUSAL));
  }

  private static Endpoint open(CloudElementsRoute route, String pattern, Action action) {
    var parts = pattern.split(" ", 2);
    return new Endpoint(route, parts[0], Pattern.compile(parts[1]), action);
  }

  private static ApiResult unknown(String id) {
    return ApiResult.refused(404, "No element instance found with ID " + id);
  }

  private static Optional<Long> number(String id) {
    return id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
  }
}
