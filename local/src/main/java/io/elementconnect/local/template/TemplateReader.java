package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import java.util.List;
import java.util.Map;

/** Puts a {@link Template} together from its sections. */
final class TemplateReader {

  private TemplateReader() {}

  static Template read(Mapping file, Map<String, String> given, String stackName) {
    var resolver =
        new Resolver(
            new Parameters(section(file, "Parameters"), given),
            new Account(stackName),
            section(file, "Conditions"),
            section(file, "Resources"));
    var resources = new Resources(section(file, "Globals"), section(file, "Resources"), resolver);
    var names = resolver.names();
    var api = HttpApi.read(resources, names);
    var functions = Functions.read(resources, names);
    return new Template(
        functions,
        Routes.read(resources, api),
        Schedules.read(resources),
        api.cors(),
        Tables.read(resources, names),
        secrets(resources, names),
        keys(resources, names),
        Roles.read(resources, names, functions));
  }

  private static List<Secret> secrets(Resources resources, PhysicalNames names) {
    return resources.ofType("AWS::SecretsManager::Secret").stream()
        .map(resource -> {
          var place = resource.properties().place();
          if (resource.properties().has("SecretString")
              || resource.properties().has("GenerateSecretString")) {
            throw place.wrong("a secret's value does not belong into the template");
          }
          var id = resource.logicalId();
          return new Secret(id, names.name(id, place), names.reference(id, place));
        })
        .toList();
  }

  private static List<SealingKey> keys(Resources resources, PhysicalNames names) {
    return resources.ofType("AWS::KMS::Key").stream()
        .map(resource -> {
          var place = resource.properties().place();
          var id = resource.logicalId();
          return new SealingKey(id, names.reference(id, place), names.attribute(id, "Arn", place));
        })
        .toList();
  }

  private static Mapping section(Mapping file, String name) {
    return switch (file.fields().get(name)) {
      case null -> new Mapping(file.place(), Map.of());
      case Mapping section -> section;
      case Part other -> throw other.place().wrong("must be a mapping");
    };
  }
}
