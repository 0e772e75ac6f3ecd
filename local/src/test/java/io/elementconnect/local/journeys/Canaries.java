package io.elementconnect.local.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Every secret that a test met, in a file: when all tests are done, their whole output is searched
 * for each of them.
 */
final class Canaries {
  /** One secret in each line. */
  static final Path FILE = Path.of("target", "canaries.txt");

  private Canaries() {}

  static synchronized void plant(String secret) {
    try {
      Files.write(FILE, List.of(secret), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plants the values of these parameters of a URL. */
  static void plantParameters(String url, String... names) {
    for (var name : names) {
      Pattern.compile("[?&#]" + name + "=([^&#]+)")
          .matcher(url)
          .results()
          .map((MatchResult result) -> result.group(1))
          .forEach(Canaries::plant);
    }
  }
}
