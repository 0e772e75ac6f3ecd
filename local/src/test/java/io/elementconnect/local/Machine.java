package io.elementconnect.local;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What not every machine has. Where it is missing, the tests that need it are skipped, and the
 * build says so at its end; where the environment says {@code CI=true}, they fail.
 */
public final class Machine {
  // local/pom.xml has its lines printed.
  private static final Path LEFT_OUT = Path.of("target", "left-out.txt");

  private Machine() {}

  /**
   * Skips or fails the test when something is not there.
   *
   * @param need what is missing and which tests need it, in one line
   */
  public static void has(boolean there, String need) throws IOException {
    if (there) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      fail(need);
    }
    Files.write(LEFT_OUT, List.of(need), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    abort(need);
  }
}
