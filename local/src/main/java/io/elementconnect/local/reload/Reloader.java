package io.elementconnect.local.reload;

import io.elementconnect.local.reload.Build.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Watches the sources of the deployed modules. When they have changed and are quiet again it builds
 * them and hands the new code over; what can't be built or used is told, and the old code stays.
 */
public final class Reloader implements AutoCloseable {
  // Quiet is what looks the same twice: long enough for an editor that writes several files.
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Project project;
  private final Build build;
  private final PrintStream out;
  private volatile boolean closed;
  private Sources last;
  private Sources tried;
  private Sources inUse;

  Reloader(Project project, Build build, PrintStream out) throws IOException {
    this.project = project;
    this.build = build;
    this.out = out;
    this.last = look();
    this.tried = last;
    this.inUse = last;
  }

  /**
   * Takes the sources as they are for built; watches from its start on.
   *
   * @param root the project's folder
   * @param maven the command that builds everything, without modules and phase
   * @param output gets each line that Maven prints
   * @param out for what a person should know
   */
  public static Reloader of(Path root, List<String> maven, Consumer<String> output, PrintStream out)
      throws IOException {
    var project = Project.at(root);
    var command = new ArrayList<>(maven);
    command.addAll(List.of("-pl", String.join(",", project.modules()), "compile"));
    // All functions at once. The choice of a JDK is not made for that, and our own is the right
    // one.
    command.addAll(List.of("-T1C", "-Dtoolchain.skip=true"));
    return new Reloader(project, new MavenBuild(command, root, output), out);
  }

  /**
   * Watches until it is closed.
   *
   * @param code takes new classes into use, or throws
   */
  public void start(Consumer<ClassLoader> code) {
    Thread.ofVirtual().name("reload").start(() -> watch(code));
  }

  /** Stops watching, and ends a build that is under way. */
  @Override
  public void close() {
    closed = true;
    build.close();
  }

  private void watch(Consumer<ClassLoader> code) {
    try {
      while (!closed) {
        Thread.sleep(INTERVAL);
        poll(code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once, and builds when the sources have changed and look as they did before. */
  void poll(Consumer<ClassLoader> code) throws InterruptedException {
    try {
      var now = look();
      var quiet = now.equals(last);
      last = now;
      if (quiet && !now.equals(tried)) {
        var changed = now.changedSince(tried);
        tried = now;
        act(changed, now, code);
      }
    } catch (IOException e) {
      say("The code was not reloaded: " + e.getMessage());
    }
  }

  private void act(List<String> changed, Sources now, Consumer<ClassLoader> code)
      throws IOException, InterruptedException {
    var readAtStart = changed.stream().filter(project.readAtStart()::containsKey).toList();
    if (!readAtStart.isEmpty()) {
      say(
          "Changed: %s. It is read at the start only: restart ./run to use it."
              .formatted(String.join(", ", readAtStart)));
    }
    if (changed.stream().anyMatch(project.reloaded()::containsKey)) {
      reload(now, code);
    }
  }

  private void reload(Sources now, Consumer<ClassLoader> code)
      throws IOException, InterruptedException {
    var begin = System.nanoTime();
    var modules =
        String.join(
            ", ",
            now.changedSince(inUse).stream().filter(project.reloaded()::containsKey).toList());
    say("Building " + modules + "...");
    switch (build.run()) {
      case Result.Done() -> {
        if (isTaken(code)) {
          inUse = now;
          var seconds = (System.nanoTime() - begin) / 1e9;
          say(String.format(Locale.ROOT, "Reloaded in %.1f s: %s", seconds, modules));
        }
      }
      case Result.Failed(var errors) -> {
        say("It does not build; the functions go on as they were.");
        errors.forEach(this::say);
      }
    }
  }

  private boolean isTaken(Consumer<ClassLoader> code) throws IOException {
    try {
      code.accept(CodeSnapshot.of(project.classes(), Reloader.class.getClassLoader()));
      return true;
    } catch (RuntimeException | LinkageError e) {
      say("It can't be used; the functions go on as they were.");
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        say(cause.toString());
      }
      return false;
    }
  }

  private Sources look() throws IOException {
    var places = new LinkedHashMap<>(project.readAtStart());
    places.putAll(project.reloaded());
    return Sources.look(places);
  }

  private void say(String line) {
    // Whoever ends the stack ends a build too, and knows why it failed.
    if (!closed) {
      out.println(line);
    }
  }
}
