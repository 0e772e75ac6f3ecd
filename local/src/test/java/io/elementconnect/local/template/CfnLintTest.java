package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The linter knows the resource types of AWS. */
@Tag("R60")
class CfnLintTest {

  @Test
  void cfn_lint_finds_nothing() throws Exception {
    PythonTools.need("CfnLintTest lints template.yaml", "cfn-lint", "--version");

    var lint =
        new ProcessBuilder("cfn-lint", Project.file("template.yaml").toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).isEmpty();
    assertThat(lint.waitFor()).isZero();
  }
}
