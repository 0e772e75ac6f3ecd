package io.elementconnect.local.template;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a deployment with some parameters makes of template.yaml, in CloudFormation's own terms. */
final class Translation {
  private final Node file;
  private final Resources resources;

  private Translation(Node file, Map<String, String> parameters) {
    this.file = file;
    this.resources = new IntrinsicFunctions(file, parameters, new Account("demo")).resources();
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
  Node file() {
    return file;
  }

  /** The properties of the resources of one type, functions of parameters resolved when asked. */
  List<Node> ofType(String type) {
    return resources.ofType(type).stream().map(Resources.Resource::properties).toList();
  }

  /** What API Gateway is given as the API's definition. */
  Node definition() {
    return ofType("AWS::ApiGatewayV2::Api").getFirst().get("Body");
  }
}
