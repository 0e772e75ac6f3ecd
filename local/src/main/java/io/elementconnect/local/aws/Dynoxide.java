package io.elementconnect.local.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A dynoxide process, in memory, on a free port of 127.0.0.1. All regions and access keys see the
 * same tables. TTL deletion, throttling and permissions do not exist in it. It ends with this JVM,
 * however that ends.
 *
 * @see <a href="https://github.com/nubo-db/dynoxide">dynoxide</a>
 */
record Dynoxide(Process process, URI endpoint) implements DynamoDbEngine {
  private static final Path SCRIPT = Path.of("local", "dynoxide");
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(5);
  // Another process may take the free port before dynoxide does.
  private static final int ATTEMPTS = 3;

  static Dynoxide start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(freePort());
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts it on a port.
   *
   * @throws IllegalStateException when it does not listen there in time; nothing is left running
   */
  static Dynoxide start(int port) throws IOException {
    var command = new ProcessBuilder(script(), "--host", "127.0.0.1", "--port", "" + port);
    var process = command.redirectErrorStream(true).start();
    var engine = new Dynoxide(process, URI.create("http://127.0.0.1:" + port));
    // Only what it prints itself counts: another server may have taken the port.
    var failure = failure(process, "Dynoxide listening on " + engine.endpoint());
    if (failure.isPresent()) {
      engine.close();
      throw new IllegalStateException("The DynamoDB engine did not start: " + failure.get());
    }
    return engine;
  }

  /** Waits for a line; what was printed instead when it does not come. */
  private static Optional<String> failure(Process process, String line) {
    var failure = new CompletableFuture<Optional<String>>();
    Thread.ofPlatform().daemon().name("dynoxide").start(() -> read(process, line, failure));
    try {
      return failure.get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return Optional.of("it does not listen after " + START.toSeconds() + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static void read(
      Process process, String awaited, CompletableFuture<Optional<String>> failure) {
    var printed = new StringJoiner(" ");
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(awaited)) {
          failure.complete(Optional.empty());
        } else if (!failure.isDone()) {
          printed.add(line);
        }
      }
    } catch (IOException e) {
      printed.add(e.toString());
    } finally {
      failure.complete(Optional.of(printed.toString()));
    }
  }

  @Override
  public void close() {
    try {
      // The script ends the engine when its input ends.
      process.getOutputStream().close();
      process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException _) {
      // It has ended.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The script in the project's root, which is the working folder, or above it in tests. */
  private static String script() {
    return Stream.of("", "..")
        .map(folder -> Path.of(folder).resolve(SCRIPT).toAbsolutePath().normalize())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no " + SCRIPT + " here."))
        .toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
