package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.simulator.Accounts.User;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shapes in which Cloud Elements shows an instance. Each holds the token in clear. */
final class InstanceJson {
  /** The header of an answer about one instance, which holds its id. */
  static final String ID_HEADER = "Elements-Element-Instance-Id";

  private static final List<String> BRIEF_ELEMENT = List.of("id", "key", "name", "hub");

  private InstanceJson() {}

  /** The answer to the request that made it: with the code, and of the user only the id. */
  static ObjectNode created(Instance instance, String code) {
    var json = brief(instance);
    addDetails(json, instance);
    json.putObject("providerData").put("code", code);
    json.putObject("user").put("id", instance.userId());
    return json;
  }

  /** The answer to every later request. */
  static ObjectNode full(Instance instance, User owner) {
    var json = brief(instance);
    addDetails(json, instance);
    json.putObject("providerData");
    addUser(json, owner);
    return json;
  }

  /** The same with {@code hydrate=false}: no configuration and the element in short. */
  static ObjectNode unhydrated(Instance instance, User owner) {
    var json = brief(instance);
    var element = json.putObject("element");
    BRIEF_ELEMENT.forEach(name -> element.set(name, instance.element().shape().get(name)));
    addUser(json, owner);
    return json;
  }

  /** The headers of an answer about one instance. */
  static Map<String, String> headers(Instance instance) {
    return Map.of(ID_HEADER, Long.toString(instance.id()));
  }

  private static ObjectNode brief(Instance instance) {
    var json =
        Json.MAPPER
            .createObjectNode()
            .put("id", instance.id())
            .put("name", instance.name())
            .put("createdDate", instance.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("token", instance.token())
            .put("elementId", instance.element().id());
    instance.tags().forEach(json.putArray("tags")::add);
    return json.put("valid", instance.valid())
        .put("disabled", false)
        .put("eventsEnabled", instance.eventsEnabled())
        .put("externalAuthentication", "none");
  }

  private static void addDetails(ObjectNode json, Instance instance) {
    json.set("element", instance.element().shape());
    json.putArray("provisionInteractions");
    json.put("maxCacheSize", 0)
        .put("cacheTimeToLive", 0)
        .put("traceLoggingEnabled", false)
        .put("cachingEnabled", false);
    var configuration = json.putObject("configuration");
    instance.configuration().forEach((key, value) -> put(configuration, key, value));
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
}
