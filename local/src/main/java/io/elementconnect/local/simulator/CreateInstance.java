package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.simulator.Accounts.User;
import io.elementconnect.local.simulator.AuthorizationCodes.Exchange;
import io.elementconnect.local.simulator.AuthorizationCodes.Outcome;
import io.elementconnect.local.simulator.ElementCatalog.CatalogElement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code POST /instances}: spends a code and makes an element instance. */
final class CreateInstance {
  private static final String PRIVATE_KEY = "infusionsoft.private.key";

  private final ElementCatalog elements;
  private final SimulatorState state;
  private final InstantSource clock;

  CreateInstance(ElementCatalog elements, SimulatorState state, InstantSource clock) {
    this.elements = elements;
    this.state = state;
    this.clock = clock;
  }

  /**
   * Not idempotent: every request with a good code makes an instance.
   *
   * @param keyOrId the element, when the path names it; the body's is then not looked at
   */
  ApiResult create(Call call, User user, Optional<String> keyOrId) {
    if (call.header("Content-Type").filter(CreateInstance::isJson).isEmpty()) {
      return ApiResult.refused(415, "Unsupported Media Type");
    }
    return Json.read(call, NewInstance.class)
        .filter(NewInstance::isWellFormed)
        .map(request -> forElement(request, user, keyOrId.or(request::elementKeyOrId)))
        .orElseGet(
            () -> ApiResult.refused(400, "The request body is not an element instance in JSON"));
  }

  private ApiResult forElement(NewInstance request, User user, Optional<String> keyOrId) {
    if (keyOrId.isEmpty()) {
      return ApiResult.refused(400, "The key or id of an element is required");
    }
    return elements
        .find(keyOrId.get())
        .map(element -> check(request, user, element))
        .orElseGet(() -> ElementCatalog.unknown(keyOrId.get()));
  }

  private ApiResult check(NewInstance request, User user, CatalogElement element) {
    if (!element.usesOAuth()) {
      // The provider behind such an element would have to confirm the key, and there is none here.
      return ApiResult.refused(400, "Failed to connect to the API URL.");
    }
    if (request.code().isEmpty()) {
      return ApiResult.refused(
          400, "You must provide an OAuth code in order to create an instance of this element");
    }
    if (request.plainName().isEmpty()) {
      return ApiResult.refused(400, "A name is required to create an instance of this element");
    }
    var missing = missing(request, element);
    return missing.isEmpty()
        ? exchange(request, user, element)
        : ApiResult.refused(400, "Missing required configuration: " + String.join(", ", missing));
  }

  private List<String> missing(NewInstance request, CatalogElement element) {
    var missing = request.missing(element.requiredConfiguration());
    return missing.isEmpty() && request.configured(PRIVATE_KEY).isEmpty()
        ? state.faults().takeMaking(Fault.KeyRequired.class).map(_ -> PRIVATE_KEY).stream().toList()
        : missing;
  }

  private ApiResult exchange(NewInstance request, User user, CatalogElement element) {
    var code = request.code().orElseThrow();
    state.secrets().sent(code);
    var outcome =
        state
            .codes()
            .redeem(
                new Exchange(
                    code,
                    request.configured("oauth.api.key").orElseThrow(),
                    request.configured("oauth.api.secret").orElseThrow(),
                    request.configured("oauth.callback.url").orElseThrow()));
    return switch (outcome) {
      case Outcome.Refused(var providerMessage) ->
          state
              .faults()
              .takeMaking(Fault.AnyCode.class)
              .<ApiResult>map(_ -> made(request, user, element, state.codes().granted("")))
              .orElseGet(
                  () -> new ApiResult.Refused(400, "Bad Request", Optional.of(providerMessage)));
      case Outcome.Granted granted -> made(request, user, element, granted);
    };
  }

  private ApiResult made(
      NewInstance request, User user, CatalogElement stated, Outcome.Granted granted) {
    var faults = state.faults();
    var other = faults.takeMaking(Fault.OtherElement.class);
    var element = other.map(_ -> elements.otherThan(stated)).orElse(stated);
    var late = faults.takeMaking(Fault.Late.class);
    var instance =
        state
            .instances()
            .add(id -> {
              late.ifPresent(it -> state.delayed().add(id, it));
              return instance(id, user, element, request, granted);
            });
    return new ApiResult.Found(instance.created(request.code().orElseThrow()), instance.headers());
  }

  private StoredInstance instance(
      long id, User user, CatalogElement element, NewInstance request, Outcome.Granted granted) {
    var now = clock.instant();
    return new StoredInstance(
        id,
        user.id(),
        state.secrets().token(),
        element,
        request.plainName(),
        tags(request),
        Configuration.of(request, element, granted, now),
        Boolean.TRUE.equals(request.eventsEnabled()),
        state.faults().takeMaking(Fault.Invalid.class).isEmpty(),
        granted.site(),
        now);
  }

  /** A name that begins with {@code @} is the first tag as well. */
  private static List<String> tags(NewInstance request) {
    var tags = new ArrayList<String>();
    if (request.plainName().startsWith("@")) {
      tags.add(request.plainName());
    }
    tags.addAll(request.givenTags());
    return List.copyOf(tags);
  }

  private static boolean isJson(String contentType) {
    return contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }
}
