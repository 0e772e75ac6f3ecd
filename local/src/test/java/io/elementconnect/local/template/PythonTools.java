package io.elementconnect.local.template;

import io.elementconnect.local.Machine;
import java.io.IOException;

/** What checks a template and comes with Python only. */
final class PythonTools {
  private PythonTools() {}

  /**
   * Skips the tests of a class where a command does not succeed; in CI they fail.
   *
   * @param tests the class, and what it does
   */
  static void need(String tests, String... command) throws IOException, InterruptedException {
    Machine.has(
        succeeds(command),
        tests + " and needs Python's tools: pip install aws-sam-translator cfn-lint");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
