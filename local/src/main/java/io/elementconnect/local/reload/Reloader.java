package io.elementconnect.local.reload;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * Watches the sources of {@code shared} and the functions, compiles what has changed in this
 * process, and hands the new code over; if that fails, it prints the reason and the old code stays.
 */
public final class Reloader implements AutoCloseable {
  // Without the files that an editor keeps next to the one it edits.
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?:.*/)?(?:shared|functions/.+)/src/main/(?:java|resources)/((?:.+/)?[^.#/].*[^~])");

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("reload").factory());
  private final Path root;
  private final PrintStream out;
  private final Consumer<ClassLoader> code;
  private Map<String, String> last;
  private Map<String, String> tried;

  /** Regards the present sources as those in use; {@code code} takes others into use, or throws. */
  public Reloader(Path root, PrintStream out, Consumer<ClassLoader> code) throws IOException {
    this.root = root;
    this.out = out;
    this.code = code;
    this.last = stamps();
    this.tried = last;
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::poll, 300, 300, TimeUnit.MILLISECONDS);
  }

  /** Stops watching. A compilation under way ends first; its code is not taken into use. */
  @Override
  public void close() {
    thread.close();
  }

  /** Reloads when the sources have changed and are as they were at the poll before. */
  void poll() {
    try {
      var now = stamps();
      var quiet = now.equals(last);
      last = now;
      if (quiet && !now.equals(tried)) {
        tried = now;
        var begin = System.nanoTime();
        var compiled = compiled();
        if (!thread.isShutdown()) {
          code.accept(compiled);
          out.printf("Reloaded in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        }
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      out.println("Not reloaded; the functions continue unchanged.");
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        out.println(cause.getMessage());
      }
    }
  }

  private ClassLoader compiled() throws IOException {
    var target = Files.createDirectories(root.resolve("local/target/reload"));
    var folder = Files.createTempDirectory(target, "");
    var command = new ArrayList<>(List.of("--release", "25", "-parameters", "-proc:none", "-d"));
    command.add(folder.toString());
    for (var file : last.keySet()) {
      if (file.endsWith(".java")) {
        command.add(file);
      } else {
        var copy = folder.resolve(SOURCE.matcher(file).replaceFirst("$1"));
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(Path.of(file), copy);
      }
    }
    var javac = ToolProvider.getSystemJavaCompiler();
    if (javac.run(null, out, out, command.toArray(String[]::new)) != 0) {
      throw new IllegalArgumentException("They do not compile.");
    }
    return new CodeSnapshot(folder);
  }

  private Map<String, String> stamps() throws IOException {
    var stamps = new TreeMap<String, String>();
    for (var place : List.of("shared", "functions")) {
      try (var files = Files.find(root.resolve(place), 99, (_, is) -> is.isRegularFile())) {
        for (var path : files.map(Path::toString).filter(SOURCE.asMatchPredicate()).toList()) {
          var file = new File(path);
          stamps.put(path, file.lastModified() + " " + file.length());
        }
      }
    }
    return stamps;
  }
}
