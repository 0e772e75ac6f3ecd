package io.elementconnect.local.reload;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How watched places of the project look at one moment: the time and size of each file.
 *
 * @param places by their names, in a fixed order
 */
record Sources(Map<String, Map<Path, Stamp>> places) {

  record Stamp(FileTime changed, long size) {}

  /**
   * Looks at folders, with all that is in them, and files. What is not there has no files.
   *
   * @param places by their names
   */
  static Sources look(Map<String, Path> places) throws IOException {
    var found = new LinkedHashMap<String, Map<Path, Stamp>>();
    for (var place : places.entrySet()) {
      found.put(place.getKey(), files(place.getValue()));
    }
    return new Sources(found);
  }

  /** The names of the places that are not as they were. */
  List<String> changedSince(Sources before) {
    return places.entrySet().stream()
        .filter(place -> !place.getValue().equals(before.places.get(place.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<Path, Stamp> files(Path place) throws IOException {
    var files = new HashMap<Path, Stamp>();
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isEditors(Objects.requireNonNull(file.getFileName()).toString())) {
              files.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // It went while the folder was read.
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Whether a file is one that an editor keeps beside the one it edits. */
  private static boolean isEditors(String name) {
    return name.startsWith(".") || name.startsWith("#") || name.endsWith("~");
  }
}
