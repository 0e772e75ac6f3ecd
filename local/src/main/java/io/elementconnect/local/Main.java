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
 * Runs the local stack until it is interrupted. {@code ./run} builds the project and starts this in
 * its folder, with the system properties {@code no.color} and {@code term}, the variables of these
 * names.
 */
public final class Main {
  private static final Path TEMPLATE = Path.of("template.yaml");
  private static final Path JOURNAL = Path.of("local/target/journal.jsonl");

  private Main() {}

  /**
   * Ends with status 1 and one line when the stack cannot start, with status 2 when the arguments
   * are wrong.
   */
  public static void main(String[] arguments) throws InterruptedException {
    switch (Arguments.parse(List.of(arguments))) {
      case Arguments.Start start -> start(start);
      case Arguments.Wrong(var line) -> fail(2, line);
    }
    new CountDownLatch(1).await();
  }

  private static void start(Arguments.Start arguments) {
    try {
      var paint = paint();
      var output = new TerminalOutput(System.out, JOURNAL, ZoneId.systemDefault(), paint);
      // Before the functions are made, which keep the stream that they find.
      System.setOut(output.stream());
      var stack = stack(arguments, paint);
      var reloader = new Reloader(Path.of(""), System.out, stack::reload);
      output.clearJournal();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                reloader.close();
                stack.close();
              }));
      stack.runSchedules();
      System.out.println(welcome(arguments.ports()));
      reloader.start();
    } catch (TemplateException e) {
      fail(1, e.getMessage());
    } catch (IOException e) {
      fail(1, "cannot use the project's folder: " + e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      fail(1, e.getMessage());
    }
  }

  private static LocalStack stack(Arguments.Start arguments, Paint paint) {
    var ports = arguments.ports();
    try {
      return arguments.verbose()
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
        .formatted(ports.api(), ports.frontend(), ports.simulator(), ports.aws(), JOURNAL);
  }

  private static void fail(int status, @Nullable String line) {
    System.err.println("Element Connect: " + line);
    System.exit(status);
  }
}
