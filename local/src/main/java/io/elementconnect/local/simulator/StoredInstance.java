package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.simulator.Accounts.User;
import io.elementconnect.local.simulator.ElementCatalog.CatalogElement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An element instance, and the forms in which Cloud Elements shows it. Each holds the token in
 * clear.
 *
 * @param configuration as it is shown: secrets masked, an empty value for a null
 * @param site the account that the person chose at the provider; empty when it is not known
 */
record StoredInstance(
    long id,
    long userId,
    String token,
    CatalogElement element,
    String name,
    List<String> tags,
    Map<String, Optional<String>> configuration,
    boolean eventsEnabled,
    boolean valid,
    String site,
    Instant createdAt) {

  /** The header of an answer about one instance, which holds its id. */
  static final String ID_HEADER = "Elements-Element-Instance-Id";

  private static final List<String> BRIEF_ELEMENT = List.of("id", "key", "name", "hub");

  boolean matches(String searchText) {
    return contains(name, searchText) || contains(element.key(), searchText);
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** The answer to the request that made it: with the code, and of the user only the id. */
  ObjectNode created(String code) {
    var json = brief();
    addDetails(json);
    json.putObject("providerData").put("code", code);
    json.putObject("user").put("id", userId);
    return json;
  }

  /** The answer to every later request. */
  ObjectNode full(User owner) {
    var json = brief();
    addDetails(json);
    json.putObject("providerData");
    addUser(json, owner);
    return json;
  }

  /** The same with {@code hydrate=false}: no configuration and the element in short. */
  ObjectNode unhydrated(User owner) {
    var json = brief();
    var brief = json.putObject("element");
    BRIEF_ELEMENT.forEach(field -> brief.set(field, element.shape().get(field)));
    addUser(json, owner);
    return json;
  }

  /** The headers of an answer about one instance. */
  Map<String, String> headers() {
    return Map.of(ID_HEADER, Long.toString(id));
  }

  private ObjectNode brief() {
    var json =
        Json.MAPPER
            .createObjectNode()
            .put("id", id)
            .put("name", name)
            .put("createdDate", createdAt.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("token", token)
            .put("elementId", element.id());
    tags.forEach(json.putArray("tags")::add);
    return json.put("valid", valid)
        .put("disabled", false)
        .put("eventsEnabled", eventsEnabled)
        .put("externalAuthentication", "none");
  }

  private void addDetails(ObjectNode json) {
    json.set("element", element.shape());
    json.putArray("provisionInteractions");
    json.put("maxCacheSize", 0)
        .put("cacheTimeToLive", 0)
        .put("traceLoggingEnabled", false)
        .put("cachingEnabled", false);
    var shown = json.putObject("configuration");
    configuration.forEach((key, value) -> put(shown, key, value));
  }

  private static void put(ObjectNode json, String key, Optional<String> value) {
    value.ifPresentOrElse(text -> json.put(key, text), () -> json.putNull(key));
  }

  private static void addUser(ObjectNode json, User user) {
    json.putObject("user")
        .put("id", user.id())
        .put("emailAddress", user.emailAddress())
        .put("firstName", user.firstName())
        .put("lastName", user.lastName());
  }

  @Override
  public String toString() {
    return "Instance[" + id + "]";
  }
}
