package io.elementconnect.local.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.history.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Searches what all tests wrote for every secret that one of them met. */
@Tag("R36")
class SecretsInOutputIT {
  @Test
  void no_test_wrote_a_secret() throws IOException {
    var canaries = new HashSet<>(Files.readAllLines(Canaries.FILE));
    canaries.addAll(Stack.shared().secrets()); // of the tests before this one in the same JVM
    var secrets = Secrets.of(canaries);
    var outputs = outputs();

    // Otherwise finding nothing would prove nothing.
    assertThat(canaries).hasSizeGreaterThan(100);
    assertThat(outputs).anySatisfy(file -> assertThat(read(file)).contains("attempt_connected"));
    for (var file : outputs) {
      // Not with AssertJ: a failure must not print the secret either.
      if (secrets.standIn(read(file))) {
        throw new AssertionError(file + " holds a secret");
      }
    }
  }

  /**
   * What surefire and failsafe kept of every module's tests, and what the functions' own processes
   * wrote.
   */
  private static List<Path> outputs() throws IOException {
    try (Stream<Path> files = Files.walk(Stack.root())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("/target/"))
          .filter(
              file -> file.toString().contains("-reports/") || file.endsWith(Path.of("output.txt")))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1); // reads whatever bytes there are
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
