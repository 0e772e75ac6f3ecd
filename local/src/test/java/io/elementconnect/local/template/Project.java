package io.elementconnect.local.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The project's own files, wherever the tests are started from. */
final class Project {
  static final Map<String, String> PARAMETERS =
      Map.of(
          "Issuer", "https://login.example.com/",
          "Audience", "element-connect",
          "TenantClaim", "tenant",
          "FrontendOrigins", "https://app.example.com,http://localhost:8081",
          "ReturnUrls", "https://app.example.com/integrations,http://localhost:8081/");

  private Project() {}

  static Path file(String name) {
    return Stream.iterate(
            Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
        .map(directory -> directory.resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  static Template template() {
    return Template.read(file("template.yaml"), PARAMETERS, "demo");
  }
}
