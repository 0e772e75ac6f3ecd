package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: what it prints, and that it ends. */
class AwsProcessTest {
  private static final int SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void a_process_prints_nothing_and_ends_when_the_server_is_closed() throws Exception {
    var ended = run(0);

    assertThat(ended.output()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  @Test
  void a_process_ends_when_the_server_cannot_start() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var ended = run(taken.getLocalPort());

      assertThat(ended.output()).contains("BindException");
      assertThat(ended.code()).isEqualTo(1);
    }
  }

  private Ended run(int port) throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AwsProcess.class.getName(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended by itself").isTrue();
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private record Ended(int code, String output) {}
}
