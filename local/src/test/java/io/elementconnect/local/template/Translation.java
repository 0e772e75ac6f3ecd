package io.elementconnect.local.template;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.template.Part.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a deployment with some parameters makes of template.yaml, in CloudFormation's own terms. */
final class Translation {
  private final Mapping file;
  private final Resolver resolver;

  private Translation(Mapping file, Map<String, String> parameters) {
    this.file = file;
    this.resolver =
        new Resolver(
            new Parameters((Mapping) Parts.at(file, "Parameters"), parameters),
            new Account("demo"),
            (Mapping) Parts.at(file, "Conditions"),
            (Mapping) Parts.at(file, "Resources"));
  }

  /**
   * Has SAM translate the project's template.
   *
   * @param folder for the translation
   * @param more parameters besides those that have no default
   */
  static Translation with(Map<String, String> more, Path folder)
      throws IOException, InterruptedException {
    var parameters = new HashMap<>(Project.PARAMETERS);
    parameters.putAll(more);
    // JSON is YAML as well.
    var json = folder.resolve("translated-" + more.size() + ".json");
    var status =
        new ProcessBuilder(
                "python3",
                Project.file("local/src/test/resources")
                    .resolve("io/elementconnect/local/template/translate.py")
                    .toString(),
                Project.file("template.yaml").toString(),
                new JsonMapper().writeValueAsString(parameters))
            .redirectOutput(json.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError("SAM refuses template.yaml");
    }
    return new Translation(YamlFile.read(json), parameters);
  }

  /** As it is written, no function resolved. */
  Mapping file() {
    return file;
  }

  /** The properties of the resources of one type, functions of parameters resolved when asked. */
  List<Fields> ofType(String type) {
    return Parts.ofType(file, type).values().stream()
        .map(resource -> new Fields((Mapping) resource, resolver))
        .filter(Fields::exists)
        .map(resource -> resource.requiredFields("Properties"))
        .toList();
  }

  /** What API Gateway is given as the API's definition. */
  Fields definition() {
    return ofType("AWS::ApiGatewayV2::Api").getFirst().requiredFields("Body");
  }
}
