package io.elementconnect.local.template;

import io.elementconnect.local.template.Resources.Resource;
import java.util.List;
import java.util.Map;

/** Reads the functions ({@code AWS::Serverless::Function}). */
final class Functions {
  // Lambda's own, in seconds.
  private static final int DEFAULT_TIMEOUT = 3;

  private Functions() {}

  static List<Function> read(Resources resources, PhysicalNames names) {
    return resources.ofType("AWS::Serverless::Function").stream()
        .map(resource -> function(resource, resources, names))
        .toList();
  }

  private static Function function(Resource resource, Resources resources, PhysicalNames names) {
    var properties = resource.properties();
    return new Function(
        resource.logicalId(),
        names.name(resource.logicalId(), properties.place()),
        Roles.of(resource, resources, names),
        properties.requiredText("Handler"),
        properties.requiredText("CodeUri"),
        environment(properties),
        properties.seconds("Timeout", DEFAULT_TIMEOUT));
  }

  private static Map<String, String> environment(Fields properties) {
    return properties
        .fields("Environment")
        .flatMap(environment -> environment.fields("Variables"))
        .map(Fields::texts)
        .orElse(Map.of());
  }
}
