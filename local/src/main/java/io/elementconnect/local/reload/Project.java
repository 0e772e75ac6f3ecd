package io.elementconnect.local.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where things are in the project.
 *
 * @param root the folder of {@code template.yaml}
 * @param modules the deployed ones, relative to the root: {@code shared} and the functions
 */
record Project(Path root, List<String> modules) {

  static Project at(Path root) throws IOException {
    var modules = new ArrayList<>(List.of("shared"));
    try (var functions = Files.list(root.resolve("functions"))) {
      functions
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> root.relativize(folder).toString())
          .sorted()
          .forEach(modules::add);
    }
    return new Project(root, List.copyOf(modules));
  }

  /** What is built and taken into use while the stack runs. */
  Map<String, Path> reloaded() {
    var places = new LinkedHashMap<String, Path>();
    for (var module : modules) {
      var folder = root.resolve(module);
      places.put(String.valueOf(folder.getFileName()), folder.resolve("src/main"));
    }
    return places;
  }

  /** What is read when the stack starts, and only then. */
  Map<String, Path> readAtStart() {
    var places = new LinkedHashMap<String, Path>();
    places.put("template.yaml", root.resolve("template.yaml"));
    places.put("pom.xml", root.resolve("pom.xml"));
    for (var module : modules) {
      places.put(module + "/pom.xml", root.resolve(module).resolve("pom.xml"));
    }
    places.put("local/pom.xml", root.resolve("local/pom.xml"));
    places.put("local", root.resolve("local/src/main"));
    return places;
  }

  /** Where a build puts the classes and resources of the modules. */
  List<Path> classes() {
    return modules.stream().map(module -> root.resolve(module).resolve("target/classes")).toList();
  }
}
