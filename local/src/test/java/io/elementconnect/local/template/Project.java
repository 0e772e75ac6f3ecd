package io.elementconnect.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The project's own files, wherever the tests are started from. */
public final class Project {
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

  /** The template with the parameters that have no default. */
  public static Template template() {
    return Template.read(file("template.yaml"), PARAMETERS, "demo");
  }

  /** The description of the API. */
  public static JsonNode openApi() {
    try (var reader = Files.newBufferedReader(file("docs/openapi.yaml"))) {
      return new ObjectMapper()
          .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a table beside these tests, without comments. */
  static List<String> lines(String name) {
    try (InputStream in = Objects.requireNonNull(Project.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
