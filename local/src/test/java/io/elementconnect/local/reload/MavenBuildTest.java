package io.elementconnect.local.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.reload.Build.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenBuildTest {
  @TempDir private Path root;

  @Test
  void a_command_that_ends_well_has_built() throws Exception {
    var output = new ArrayList<String>();

    assertThat(build("pwd; printf '\\033[1mbuilt\\033[0m\\n' >&2", output::add).run())
        .isEqualTo(new Result.Done());
    assertThat(output).containsExactly(root.toRealPath().toString(), "built");
  }

  @Test
  void one_that_fails_tells_why() throws Exception {
    assertThat(build("echo \"[ERROR] $PWD/A.java:[1,2] no\"; exit 1", _ -> {}).run())
        .isEqualTo(new Result.Failed(List.of("A.java:[1,2] no")));
  }

  @Test
  void one_that_is_not_there_is_an_error() {
    var build = new MavenBuild(List.of("no-such-command"), root, _ -> {});

    assertThatThrownBy(build::run).isInstanceOf(IOException.class);
  }

  @Test
  void a_build_under_way_ends_with_all_its_processes() throws Exception {
    var pid = new CompletableFuture<Long>();
    var build = build("sleep 600 & echo $!; wait", line -> pid.complete(Long.parseLong(line)));
    var result = CompletableFuture.supplyAsync(() -> run(build));
    var compiler = ProcessHandle.of(pid.get(10, TimeUnit.SECONDS)).orElseThrow();

    build.close();

    assertThat(compiler.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(Result.Failed.class);
  }

  @Test
  void a_build_that_is_closed_while_its_output_is_read_has_failed() throws Exception {
    var reading = new CompletableFuture<Void>();
    var closed = new CompletableFuture<Void>();
    var build =
        build(
            "echo; sleep 600",
            _ -> {
              reading.complete(null);
              closed.join();
            });
    var result = CompletableFuture.supplyAsync(() -> run(build));
    reading.get(10, TimeUnit.SECONDS);

    build.close();
    closed.complete(null);

    assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(Result.Failed.class);
  }

  @Test
  void none_begins_once_it_is_closed() {
    var build = build("echo", _ -> {});

    build.close();

    assertThatThrownBy(build::run).isInstanceOf(IOException.class);
  }

  private MavenBuild build(String script, Consumer<String> output) {
    return new MavenBuild(List.of("sh", "-c", script), root, output);
  }

  private static Result run(Build build) {
    try {
      return build.run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
