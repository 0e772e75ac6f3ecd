package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Runs where cfn-lint is on the path; elsewhere the test is skipped, and says so. */
class CfnLintTest {

  @Test
  void cfn_lint_finds_nothing() throws Exception {
    assumeThat(cfnLintIsThere()).as("cfn-lint is on the path").isTrue();

    var lint =
        new ProcessBuilder("cfn-lint", Project.file("template.yaml").toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).isEmpty();
    assertThat(lint.waitFor()).isZero();
  }

  private static boolean cfnLintIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("cfn-lint", "--version")
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
