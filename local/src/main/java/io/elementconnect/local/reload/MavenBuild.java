package io.elementconnect.local.reload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maven in a process of its own, with the environment of this one. */
final class MavenBuild implements Build {
  // Maven ends its output with one even without colours.
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final List<String> command;
  private final Path root;
  private final Consumer<String> output;
  private @Nullable Process running;
  private boolean closed;

  /**
   * A build that nothing has started yet.
   *
   * @param command {@code mvn} and its arguments
   * @param output gets each line that Maven prints
   */
  MavenBuild(List<String> command, Path root, Consumer<String> output) {
    this.command = List.copyOf(command);
    this.root = root.toAbsolutePath().normalize();
    this.output = output;
  }

  @Override
  public Result run() throws IOException, InterruptedException {
    var process = start();
    var lines = new ArrayList<String>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        var plain = COLOUR.matcher(line).replaceAll("");
        lines.add(plain);
        output.accept(plain);
      }
    }
    return process.waitFor() == 0
        ? new Result.Done()
        : new Result.Failed(CompilerErrors.in(lines, root.toString()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      // The compilers are processes of their own; once Maven is gone nobody knows them any more.
      var compilers = running.descendants().toList();
      // By its handle: the process itself would also close the output that is being read.
      running.toHandle().destroy();
      compilers.forEach(ProcessHandle::destroy);
    }
  }

  private synchronized Process start() throws IOException {
    if (closed) {
      throw new IOException("The build is closed.");
    }
    var process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    running = process;
    return process;
  }
}
