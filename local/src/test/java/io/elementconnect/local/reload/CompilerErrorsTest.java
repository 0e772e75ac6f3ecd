package io.elementconnect.local.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompilerErrorsTest {

  @Test
  void the_compilers_messages_are_left_once_each() {
    assertThat(
            in(
                """
                [INFO] Scanning for projects...
                [INFO] Compiling 11 source files with javac to target/classes
                [INFO] -------------------------------------------------------------
                [WARNING] COMPILATION WARNING :
                [INFO] -------------------------------------------------------------
                [WARNING] /home/x/shared/src/main/java/A.java:[1,58] [UnnamedVariable] Use another
                    (see https://errorprone.info/bugpattern/UnnamedVariable)
                [INFO] 1 warning
                [ERROR] COMPILATION ERROR :
                [ERROR] /home/x/shared/src/main/java/A.java:[1,50] cannot find symbol
                  symbol:   class B
                [INFO] 1 error
                [INFO] BUILD FAILURE
                [ERROR] Failed to execute goal maven-compiler-plugin:3.16.0:compile: Compilation failure
                [ERROR] /home/x/shared/src/main/java/A.java:[1,50] cannot find symbol
                [ERROR]   symbol:   class B
                [ERROR] -> [Help 1]
                """))
        .containsExactly(
            "shared/src/main/java/A.java:[1,58] [UnnamedVariable] Use another",
            "    (see https://errorprone.info/bugpattern/UnnamedVariable)",
            "shared/src/main/java/A.java:[1,50] cannot find symbol",
            "  symbol:   class B");
  }

  @Test
  void without_any_mavens_errors_are_left() {
    assertThat(
            in(
                """
                [INFO] Scanning for projects...
                [ERROR] Failed to execute goal on project shared: Could not resolve dependencies
                [ERROR]
                [ERROR] -> [Help 1]
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                """))
        .containsExactly(
            "Failed to execute goal on project shared: Could not resolve dependencies");
  }

  @Test
  void many_messages_are_cut() {
    var output =
        IntStream.rangeClosed(1, 25)
            .mapToObj("[ERROR] /home/x/A.java:[%d,1] no"::formatted)
            .toList();

    assertThat(CompilerErrors.in(output, "/home/x"))
        .hasSize(21)
        .startsWith("A.java:[1,1] no")
        .endsWith("A.java:[20,1] no", "... and 5 more lines");
  }

  private static List<String> in(String output) {
    return CompilerErrors.in(output.lines().toList(), "/home/x");
  }
}
