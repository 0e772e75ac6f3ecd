package io.elementconnect.local.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.http.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Searches what all tests wrote for every secret that one of them met. */
class SecretsInOutputIT {
  // Shorter ones would be found by chance.
  private static final int FEWEST_CHARACTERS = 12;

  @Test
  void no_test_wrote_a_secret() throws IOException {
    var secrets = Files.readAllLines(Canaries.FILE).stream().distinct().toList();
    var outputs = outputs();

    // Otherwise finding nothing would prove nothing.
    assertThat(secrets).hasSizeGreaterThan(100);
    assertThat(outputs).anySatisfy(file -> assertThat(read(file)).contains("attempt_connected"));
    var byBeginning =
        secrets.stream()
            .flatMap(secret -> forms(secret).stream())
            .collect(groupingBy(form -> form.substring(0, FEWEST_CHARACTERS)));
    for (var file : outputs) {
      // Not with AssertJ: a failure must not print the secret either.
      if (holdsOneOf(byBeginning, read(file))) {
        throw new AssertionError(file + " holds a secret");
      }
    }
  }

  /** In one pass: the secrets are many, and so is the output. */
  private static boolean holdsOneOf(Map<String, List<String>> byBeginning, String output) {
    return IntStream.rangeClosed(0, output.length() - FEWEST_CHARACTERS)
        .anyMatch(at ->
            byBeginning
                .getOrDefault(output.substring(at, at + FEWEST_CHARACTERS), List.of())
                .stream()
                .anyMatch(form -> output.startsWith(form, at)));
  }

  private static List<String> forms(String secret) {
    var bytes = secret.getBytes(UTF_8);
    var base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    var forms = new ArrayList<>(List.of(secret, Query.encode(secret), base64));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(secret.replace("/", "\\/").replace("+", "\\u002B").replace("=", "\\u003D"));
    forms.removeIf(form -> form.length() < FEWEST_CHARACTERS);
    return forms;
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
