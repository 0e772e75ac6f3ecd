package io.elementconnect.http;

import io.elementconnect.elements.Catalogue;
import io.elementconnect.instances.Instance;
import io.elementconnect.json.Json;
import java.util.List;
import java.util.Map;

/**
 * The metadata of an instance: never its token, the provider's code, a secret, or Cloud Elements'
 * own response.
 */
public final class InstanceJson {
  private final Catalogue catalogue;
  private final String cloudElementsUrl;
  private final String consoleUrl;

  /**
   * The addresses for the next steps with an instance.
   *
   * @param consoleUrl the address of the Cloud Elements console
   */
  public InstanceJson(Catalogue catalogue, String cloudElementsUrl, String consoleUrl) {
    this.catalogue = catalogue;
    this.cloudElementsUrl = cloudElementsUrl;
    this.consoleUrl = consoleUrl;
  }

  /** The fields of the response; {@code site} is present only when there is one. */
  public Map<String, Object> of(Instance instance) {
    var element = catalogue.get(instance.element());
    var json = Json.object("id", instance.id().value(), "name", instance.name());
    json.put(
        "element", Json.object("key", element.key(), "name", element.name(), "hub", element.hub()));
    json.put("tags", instance.tags());
    if (instance.site() != null) {
      json.put("site", instance.site());
    }
    json.put("status", "active");
    json.put("createdAt", instance.createdAt().toString());
    json.put("createdBy", instance.createdBy());
    json.put("attemptId", instance.attemptId().value());
    json.put("nextSteps", nextSteps(instance));
    return json;
  }

  /**
   * The next steps that the Cloud Elements page "Infusionsoft ERP Authenticate an Element Instance"
   * lists.
   */
  private List<Map<String, Object>> nextSteps(Instance instance) {
    var docs = cloudElementsUrl + "/instances/" + instance.id() + "/docs";
    return List.of(
        Json.object(
            "step",
            "api_docs",
            "title",
            "Make requests with the instance's own API docs",
            "url",
            docs),
        Json.object(
            "step",
            "virtual_data_resource",
            "title",
            "Map it to a virtual data resource",
            "url",
            consoleUrl),
        Json.object("step", "formula", "title", "Use it in a formula template", "url", consoleUrl));
  }
}
