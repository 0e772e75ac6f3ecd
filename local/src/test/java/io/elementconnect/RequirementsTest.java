package io.elementconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.journeys.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names the tests of each requirement, and these bear its number. */
class RequirementsTest {
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"(R\\d\\d)\"\\)");
  private static final Pattern ROW = Pattern.compile("\\| (R\\d\\d) \\| [^|]+ \\| ([^|]+) \\|");
  private static final int LAST = 60;
  private static final String DROPPED = "R14";

  @Test
  void every_requirement_has_tests_and_the_document_names_them_all() throws IOException {
    assertThat(documented()).isEqualTo(tagged());
  }

  @Test
  void no_requirement_is_left_out() throws IOException {
    var all = IntStream.rangeClosed(1, LAST).mapToObj("R%02d"::formatted).toList();

    assertThat(documented().keySet())
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(it -> !it.equals(DROPPED)).toList());
  }

  private static Map<String, Set<String>> documented() throws IOException {
    return ROW.matcher(Files.readString(Stack.root().resolve("docs/security.md")))
        .results()
        .collect(Collectors.toMap(row -> row.group(1), RequirementsTest::tests));
  }

  private static Set<String> tests(MatchResult row) {
    return Arrays.stream(row.group(2).split(", "))
        .map(name -> name.replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> tagged() throws IOException {
    var tagged = new TreeMap<String, Set<String>>();
    for (var source : testSources()) {
      var test = source.getFileName().toString().replace(".java", "");
      TAG.matcher(read(source))
          .results()
          .forEach(tag -> tagged.computeIfAbsent(tag.group(1), _ -> new TreeSet<>()).add(test));
    }
    return tagged;
  }

  private static List<Path> testSources() throws IOException {
    try (Stream<Path> files = Files.walk(Stack.root())) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
