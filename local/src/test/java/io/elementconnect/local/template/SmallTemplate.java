package io.elementconnect.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Templates of a few lines, each with an API and one function. */
final class SmallTemplate {
  private static final String RESOURCES =
      """
      Resources:
        Api:
          Type: AWS::Serverless::HttpApi
        Function:
          Type: AWS::Serverless::Function
          Properties:
            Handler: a.B::c
            CodeUri: a.zip
      """;

  private SmallTemplate() {}

  static Template read(Path directory, String yaml, Map<String, String> parameters) {
    try {
      var file = Files.writeString(directory.resolve("template.yaml"), yaml);
      return Template.read(file, parameters, "stack");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The API and the function, and what is given: further properties of the function first. */
  static Template read(Path directory, String more) {
    return read(directory, RESOURCES + more, Map.of());
  }

  /** A template with a variable of the given value, ahead of it the given sections. */
  static String withVariable(String sections, String value) {
    return sections
        + RESOURCES
        + """
            Environment:
              Variables:
                VALUE: %s
        """
            .formatted(value)
            .indent(2);
  }
}
