package io.elementconnect.local.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server that the tables are in: one that runs already, or a dynoxide process, in memory, on a
 * free port of 127.0.0.1. All regions and access keys see the same tables of dynoxide. TTL
 * deletion, throttling and permissions do not exist in it. It ends with this JVM, however that
 * ends.
 *
 * @param process of dynoxide
 * @param endpoint where the engine listens, without a path
 * @see <a href="https://github.com/nubo-db/dynoxide">dynoxide</a>
 */
record DynamoDbEngine(Optional<Process> process, URI endpoint) implements AutoCloseable {
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1]):[0-9]{1,5}/?");
  private static final Path SCRIPT = Path.of("local", "dynoxide");
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(5);
  // Another process may take the free port before dynoxide does.
  private static final int ATTEMPTS = 3;

  /**
   * The engine that is named, or a dynoxide process.
   *
   * @param named the endpoint of an engine that runs already, empty for none
   * @throws IllegalArgumentException when the named one is not on this machine
   * @throws IllegalStateException when none listens; nothing is left running
   */
  static DynamoDbEngine start(String named) throws IOException {
    if (!named.isEmpty()) {
      return running(named);
    }
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

  private static DynamoDbEngine running(String named) {
    if (!LOOPBACK.matcher(named).matches()) {
      throw new IllegalArgumentException(
          "DYNAMODB_ENDPOINT must be on this machine, such as http://localhost:8000, not " + named);
    }
    var endpoint = URI.create(named);
    try {
      new Socket(endpoint.getHost(), endpoint.getPort()).close();
    } catch (IOException e) {
      throw new IllegalStateException("DYNAMODB_ENDPOINT: nothing listens at " + named, e);
    }
    return new DynamoDbEngine(Optional.empty(), endpoint);
  }

  /**
   * Starts dynoxide on a port.
   *
   * @throws IllegalStateException when it does not listen there in time; nothing is left running
   */
  static DynamoDbEngine start(int port) throws IOException {
    var command = new ProcessBuilder(script(), "--host", "127.0.0.1", "--port", "" + port);
    var process = command.redirectErrorStream(true).start();
    var engine = new DynamoDbEngine(Optional.of(process), URI.create("http://127.0.0.1:" + port));
    // Only what it prints itself counts: another server may have taken the port.
    var failure = failure(process, "Dynoxide listening on " + engine.endpoint());
    if (failure.isPresent()) {
      engine.close();
      throw new IllegalStateException("The DynamoDB engine did not start: " + failure.get());
    }
    return engine;
  }

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

  /** Ends what was started here. */
  @Override
  public void close() {
    process.ifPresent(DynamoDbEngine::end);
  }

  private static void end(Process process) {
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
