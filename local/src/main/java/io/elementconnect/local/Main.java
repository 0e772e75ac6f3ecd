package io.elementconnect.local;

import io.elementconnect.local.console.Paint;
import io.elementconnect.local.console.TerminalOutput;
import io.elementconnect.local.template.TemplateException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the local stack until it is interrupted: {@code ./run [--port <base>]}. The script starts it
 * in the project's folder, with the system properties {@code no.color} and {@code term}, the
 * variables of these names.
 */
public final class Main {
  private static final int STANDARD_PORT = 8080;
  private static final Path JOURNAL = Path.of("local/target/journal.jsonl");

  private Main() {}

  /**
   * Ends with status 1 and one line when the stack cannot start, with status 2 when the arguments
   * are wrong.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var ports = ports(List.of(arguments));
    try {
      var output = new TerminalOutput(System.out, JOURNAL, ZoneId.systemDefault(), paint());
      // Before the functions are made, which keep the stream that they find.
      System.setOut(output.stream());
      var stack = LocalStack.start(ports, Path.of("template.yaml"));
      output.clearJournal();
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
      System.out.println(welcome(ports));
    } catch (TemplateException e) {
      fail(1, e.getMessage());
    } catch (IOException e) {
      fail(
          1,
          "One of the ports "
              + ports.base()
              + " to "
              + ports.aws()
              + " is in use: try ./run --port 9000");
    } catch (IllegalArgumentException | IllegalStateException e) {
      fail(1, e.getMessage());
    }
    new CountDownLatch(1).await();
  }

  private static Ports ports(List<String> arguments) {
    if (arguments.isEmpty()) {
      return new Ports(STANDARD_PORT);
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("--port")) {
      try {
        return new Ports(Integer.parseInt(arguments.getLast()));
      } catch (IllegalArgumentException e) {
        fail(2, "--port: the port must be a number from 1 to 65532");
      }
    }
    fail(2, "usage: ./run [--port <base>]");
    throw new AssertionError();
  }

  private static Paint paint() {
    return Paint.of(
        // None on JDK 25 when the output is not a terminal.
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
        System.getProperty("no.color", ""),
        System.getProperty("term", ""));
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
