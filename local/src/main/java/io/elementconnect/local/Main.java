package io.elementconnect.local;

import io.elementconnect.local.console.CallLog;
import io.elementconnect.local.console.Paint;
import io.elementconnect.local.console.TerminalOutput;
import io.elementconnect.local.reload.Reloader;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.template.TemplateException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the local stack until it is interrupted. {@code ./run} checks its arguments, builds the
 * project and starts this in its folder, with the system properties {@code no.color} and {@code
 * term}, the variables of these names.
 */
public final class Main {
  private static final Path TEMPLATE = Path.of("template.yaml");

  private Main() {}

  /**
   * Ends with status 1 and one line when the stack cannot start.
   *
   * @param arguments the base port, and {@code --verbose} if calls are shown
   */
  public static void main(String[] arguments) throws InterruptedException {
    start(new Ports(Integer.parseInt(arguments[0])), List.of(arguments).contains("--verbose"));
    new CountDownLatch(1).await();
  }

  /** The file of a stack alone, so that two can run at the same time. */
  static Path journal(Ports ports) {
    var port = ports.base() == Ports.STANDARD_BASE ? "" : "-" + ports.base();
    return Path.of("local/target/journal" + port + ".jsonl");
  }

  private static void start(Ports ports, boolean verbose) {
    try {
      var paint = paint();
      var output = new TerminalOutput(System.out, journal(ports), ZoneId.systemDefault(), paint);
      // Before the functions are made, which keep the stream that they find.
      System.setOut(output.stream());
      var stack = stack(ports, verbose, paint);
      var reloader = new Reloader(Path.of(""), System.out, stack::reload);
      output.clearJournal();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                reloader.close();
                stack.close();
              }));
      stack.runSchedules();
      System.out.println(welcome(ports));
      reloader.start();
    } catch (TemplateException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail("cannot use the project's folder: " + e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      fail(e.getMessage());
    }
  }

  private static LocalStack stack(Ports ports, boolean verbose, Paint paint) {
    try {
      return verbose
          ? ScopedValue.where(LoopbackServer.OBSERVER, callLog(ports, paint))
              .call(() -> LocalStack.start(ports, TEMPLATE))
          : LocalStack.start(ports, TEMPLATE);
    } catch (IOException e) {
      throw new IllegalStateException(
          "One of the ports %d to %d is in use: try ./run --port 9000"
              .formatted(ports.base(), ports.aws()),
          e);
    }
  }

  private static Paint paint() {
    return Paint.of(
        // None on JDK 25 when the output is not a terminal.
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
        System.getProperty("no.color", ""),
        System.getProperty("term", ""));
  }

  private static CallLog callLog(Ports ports, Paint paint) {
    var names =
        Map.of(
            ports.api(), "API",
            ports.frontend(), "frontend",
            ports.simulator(), "upstream",
            ports.aws(), "AWS");
    return new CallLog(System.out, paint, InstantSource.system(), ZoneId.systemDefault(), names);
  }

  private static String welcome(Ports ports) {
    return """

    API                             http://localhost:%d
    Frontend and token issuer       http://localhost:%d
    Cloud Elements, Infusionsoft    http://localhost:%d
    DynamoDB, Secrets Manager, KMS  http://localhost:%d
    Journal                         %s

    Element Connect is ready (Ctrl-C ends it)\
    """
        .formatted(ports.api(), ports.frontend(), ports.simulator(), ports.aws(), journal(ports));
  }

  private static void fail(@Nullable String line) {
    System.err.println("Element Connect: " + line);
    System.exit(1);
  }
}
