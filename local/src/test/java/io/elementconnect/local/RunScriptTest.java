package io.elementconnect.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code run}, with a JDK and a Maven that only say what they were called with. */
class RunScriptTest {
  private static final String ESCAPE = "\u001b";

  @TempDir private Path jdk;

  private record Result(int status, List<String> lines) {}

  @BeforeEach
  void setUp() throws IOException {
    executable(
        "java", "[ \"$1\" = -version ] && echo 'openjdk version \"25.0.1\"' || echo java \"$@\"");
    executable("mvn", "echo mvn \"$@\" \"$MAVEN_OPTS\" >&2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_is_printed_without_a_build(String help) throws Exception {
    var result = run("--verbose", help);

    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .first()
        .asString()
        .startsWith("Builds Element Connect and runs all of it");
    assertThat(String.join("\n", result.lines()))
        .contains("--port <base>", "--verbose", "--help")
        .doesNotContain("mvn", "#", "set -e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "65533", "-1", "+1", "x", "0x50", "80 80", "--verbose", "99999999999"})
  void a_port_has_to_be_one(String port) throws Exception {
    assertThat(run("--port", port))
        .isEqualTo(wrong("--port: the port must be a number from 1 to 65532"));
  }

  @Test
  void a_port_has_to_be_named() throws Exception {
    assertThat(run("--verbose", "--port"))
        .isEqualTo(wrong("--port: the port must be a number from 1 to 65532"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prot", "8080", "-v", "", "--VERBOSE", "--port=9000"})
  void what_is_not_known_is_named_with_the_usage(String argument) throws Exception {
    assertThat(run("--port", "9000", argument))
        .isEqualTo(
            wrong(
                "unknown argument '%s'; usage: ./run [--port <base>] [--verbose] [--help]"
                    .formatted(argument)));
  }

  @Test
  void arguments_come_in_any_order_and_the_port_has_a_standard() throws Exception {
    assertThat(started()).isEqualTo("io.elementconnect.local.Main " + Ports.STANDARD_BASE);
    assertThat(started("--port", "9000")).endsWith(" 9000");
    assertThat(started("--port", "1")).endsWith(" 1");
    assertThat(started("--port", "65532")).endsWith(" 65532");
    assertThat(started("--port", "08081")).endsWith(" 8081");
    assertThat(started("--verbose")).endsWith(" 8080 --verbose");
    assertThat(started("--port", "9000", "--verbose")).endsWith(" 9000 --verbose");
    assertThat(started("--verbose", "--port", "9000")).endsWith(" 9000 --verbose");
  }

  @Test
  void main_learns_of_the_terminal() throws Exception {
    assertThat(run().lines().getLast()).contains("-Dno.color=", "-Dterm=");
  }

  @Test
  void maven_colours_nothing_and_resets_no_colours() throws Exception {
    assertThat(run().lines())
        .filteredOn(line -> line.startsWith("mvn "))
        .singleElement()
        .asString()
        .contains(" -B ", " -Dstyle.color=never ", " package ", " -Djansi.noreset=true");
  }

  @Test
  void a_build_shows_a_line_for_each_module() throws Exception {
    executable(
        "mvn",
        """
        echo '[INFO] Scanning for projects...'
        echo '[INFO] ----------------< io.elementconnect:shared >----------------'
        echo '[INFO] Building What the functions share 0.1.0-SNAPSHOT          [1/6]'
        echo '[WARNING] Something that passes'
        echo 'and its second line'
        echo '[INFO] Building jar: /tmp/shared.jar'
        echo '[INFO] Building Local stack (never deployed) 0.1.0-SNAPSHOT      [6/6]'\
        """);

    var lines = run().lines();

    assertThat(lines)
        .filteredOn(line -> line.startsWith("Building"))
        .containsExactly(
            "Building [1/6] What the functions share",
            "Building [6/6] Local stack (never deployed)");
    assertThat(String.join("\n", lines)).doesNotContain("INFO", "WARNING", "second", ESCAPE);
  }

  @Test
  void all_that_maven_says_is_shown_when_asked_for() throws Exception {
    executable("mvn", "echo '[INFO] Scanning for projects...'");

    assertThat(run("--verbose").lines()).contains("[INFO] Scanning for projects...");
  }

  @Test
  void a_failed_build_shows_its_errors_and_starts_nothing() throws Exception {
    executable(
        "mvn",
        """
        echo '[INFO] Compiling'
        echo '[ERROR] A.java:[1,2] cannot find symbol'
        echo '  symbol: class B'
        echo '[INFO] BUILD FAILURE'
        echo 'Total time'
        exit 3\
        """);

    var result = run();

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.lines())
        .filteredOn(line -> !line.startsWith("DynamoDB engine"))
        .containsExactly("[ERROR] A.java:[1,2] cannot find symbol", "  symbol: class B");
  }

  /** The class that is started, and its arguments. */
  private String started(String... arguments) throws IOException, InterruptedException {
    var line = run(arguments).lines().getLast();
    return line.substring(line.indexOf("io.elementconnect"));
  }

  private static Result wrong(String line) {
    return new Result(2, List.of("Element Connect: " + line));
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("../run"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("JAVA_HOME", jdk.toString());
    environment.merge(
        "PATH", jdk.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.lines().toList());
  }

  private void executable(String name, String script) throws IOException {
    var file = jdk.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
