package io.elementconnect.redirecturl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cases from a file beside this class: one a line, with Java's escapes, and # before what explains.
 */
final class Corpus {
  private static final String COMMENT = "# ";
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private Corpus() {}

  /** The cases, with this host for {@code {host}}. */
  static Stream<String> of(String file, String host) {
    return lines(file).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT))
        .map(line -> unescaped(line).replace("{host}", host));
  }

  private static String unescaped(String line) {
    return UNICODE
        .matcher(line)
        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)))
        .translateEscapes();
  }

  private static List<String> lines(String file) {
    try (var in = Corpus.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
