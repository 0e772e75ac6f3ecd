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

/** The script {@code run}, with a JDK and a Maven that only say what they were called with. */
class RunScriptTest {
  @TempDir private Path jdk;

  @BeforeEach
  void setUp() throws IOException {
    executable(
        "java", "[ \"$1\" = -version ] && echo 'openjdk version \"25.0.1\"' || echo java \"$@\"");
    executable("mvn", "echo mvn \"$@\"");
  }

  @Test
  void help_is_printed_without_a_build() throws Exception {
    assertThat(run("--verbose", "--help"))
        .first()
        .asString()
        .startsWith("Builds Element Connect and runs all of it");
    assertThat(String.join("\n", run("--help")))
        .contains("--port <base>", "--verbose", "--help")
        .doesNotContain("mvn", "#", "set -e");
  }

  @Test
  void maven_is_quiet_and_main_gets_the_arguments() throws Exception {
    var lines = run("--port", "9000");

    assertThat(lines.get(1)).matches("mvn -B .* -q package");
    assertThat(lines.getLast())
        .contains("-Dno.color=", "-Dterm=")
        .doesNotContain("-q")
        .endsWith(" io.elementconnect.local.Main --port 9000");
  }

  @Test
  void maven_speaks_when_asked_to() throws Exception {
    var lines = run("--port", "9000", "--verbose");

    assertThat(lines.get(1)).doesNotContain("-q").endsWith(" package");
    assertThat(lines.getLast()).endsWith(" --port 9000 --verbose");
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("../run"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("JAVA_HOME", jdk.toString());
    environment.merge(
        "PATH", jdk.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private void executable(String name, String script) throws IOException {
    var file = jdk.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
