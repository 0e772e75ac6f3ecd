package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.User;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What answers where. All but {@code /oauth/url} want credentials. */
final class Endpoints {
  private final Organization organization;
  private final Credentials credentials;
  private final Instances instances;

  Endpoints(Organization organization, Credentials credentials, Instances instances) {
    this.organization = organization;
    this.credentials = credentials;
    this.instances = instances;
  }

  @FunctionalInterface
  private interface SignedInAction {
    Answer answer(Call call, User user, String argument);
  }

  List<Endpoint> all(OAuthUrls oauthUrls, CreateInstance create, ListInstances list) {
    return List.of(
        open(Route.OAUTH_URL, "GET", "/elements/([^/]+)/oauth/url", oauthUrls::answer),
        signedIn(
            Route.CREATE_INSTANCE,
            "POST",
            "/instances",
            (call, user, _) -> create.create(call, user, Optional.empty())),
        signedIn(
            Route.CREATE_INSTANCE,
            "POST",
            "/elements/([^/]+)/instances",
            (call, user, keyOrId) -> create.create(call, user, Optional.of(keyOrId))),
        signedIn(
            Route.LIST_INSTANCES,
            "GET",
            "/instances",
            (call, user, _) -> list.list(Query.of(call), user)),
        signedIn(Route.READ_INSTANCE, "GET", "/instances/([^/]+)", (_, user, id) -> read(user, id)),
        signedIn(
            Route.DELETE_INSTANCE,
            "DELETE",
            "/instances/([^/]+)",
            (_, user, id) -> delete(user, id)),
        signedIn(Route.READ_ORGANIZATION, "GET", "/organizations/me", (_, _, _) -> organization()));
  }

  private Answer read(User user, String id) {
    return number(id)
        .flatMap(it -> instances.find(user, it))
        .<Answer>map(it -> new Answer.Found(InstanceJson.full(it, user), InstanceJson.headers(it)))
        .orElseGet(() -> unknown(id));
  }

  private Answer delete(User user, String id) {
    return number(id).filter(it -> instances.remove(user, it)).isPresent()
        ? new Answer.Done()
        : unknown(id);
  }

  private Answer organization() {
    return Answer.found(
        Json.MAPPER
            .createObjectNode()
            .put("id", organization.id())
            .put("name", organization.name()));
  }

  private Endpoint signedIn(Route route, String method, String path, SignedInAction action) {
    return open(
        route,
        method,
        path,
        (call, argument) ->
            credentials
                .user(call)
                .map(user -> action.answer(call, user, argument))
                .orElse(Credentials.REFUSAL));
  }

  private static Endpoint open(Route route, String method, String path, Endpoint.Action action) {
    return new Endpoint(route, method, Pattern.compile(path), action);
  }

  private static Answer unknown(String id) {
    return Answer.refused(404, "No element instance found with ID " + id);
  }

  private static Optional<Long> number(String id) {
    return id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
  }
}
