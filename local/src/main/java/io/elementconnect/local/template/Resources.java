package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The template's resources, with {@code Globals} merged into those that SAM merges them into. */
final class Resources {
  private static final Map<String, String> GLOBALS =
      Map.of(
          "AWS::Serverless::Function", "Function",
          "AWS::Serverless::HttpApi", "HttpApi");

  private final Mapping globals;
  private final Mapping resources;
  private final Resolver resolver;

  Resources(Mapping globals, Mapping resources, Resolver resolver) {
    this.globals = globals;
    this.resources = resources;
    this.resolver = resolver;
  }

  Place place() {
    return resources.place();
  }

  record Resource(String logicalId, Fields properties) {}

  /** The resources of one type that exist under their conditions, in the template's order. */
  List<Resource> ofType(String type) {
    var found = new ArrayList<Resource>();
    resources
        .fields()
        .forEach((logicalId, part) -> {
          var resource = new Fields(resolver.mapping(part), resolver);
          if (resource.requiredText("Type").equals(type) && resource.exists()) {
            found.add(new Resource(logicalId, properties(resolver.mapping(part), type)));
          }
        });
    return found;
  }

  private Fields properties(Mapping resource, String type) {
    Part own =
        resource.fields().getOrDefault("Properties", new Mapping(resource.place(), Map.of()));
    var section = GLOBALS.get(type);
    var global = section == null ? null : globals.fields().get(section);
    return new Fields(
        resolver.mapping(global == null ? own : Globals.merge(global, own)), resolver);
  }
}
