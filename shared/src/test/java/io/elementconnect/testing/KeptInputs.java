package io.elementconnect.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Replays every input that is kept in {@code <test class>Inputs.txt} next to the test. Jazzer
 * starts its search from the same inputs.
 *
 * <p>A line holds a name, a space and the input, whose bytes are ASCII characters or Java's octal
 * escapes. {@code .ci/minimise} writes the file.
 */
public final class KeptInputs implements ArgumentsProvider {
  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) throws IOException {
    return lines(context.getRequiredTestClass()).map(KeptInputs::input);
  }

  private static Stream<String> lines(Class<?> test) throws IOException {
    var file = test.getSimpleName() + "Inputs.txt";
    try (var in = requireNonNull(test.getResourceAsStream(file), () -> file + " is missing")) {
      return new String(in.readAllBytes(), US_ASCII).lines();
    }
  }

  private static Arguments input(String line) {
    var parts = line.split(" ", 2);
    return arguments(named(parts[0], parts[1].translateEscapes().getBytes(ISO_8859_1)));
  }
}
