package io.elementconnect.local;

import io.elementconnect.local.template.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs the local stack until it is interrupted: {@code ./run [--port <base>]}. */
public final class Main {
  private static final int STANDARD_PORT = 8080;

  private Main() {}

  /**
   * Ends with status 1 and one line when the stack cannot start, with status 2 when the arguments
   * are wrong.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var ports = ports(List.of(arguments));
    try {
      var stack = LocalStack.start(ports, Path.of("template.yaml"));
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

  private static String welcome(Ports ports) {
    return """

    API                             http://localhost:%d
    Frontend and token issuer       http://localhost:%d
    Cloud Elements, Infusionsoft    http://localhost:%d
    DynamoDB, Secrets Manager, KMS  http://localhost:%d

    Element Connect is ready (Ctrl-C ends it)\
    """
        .formatted(ports.api(), ports.frontend(), ports.simulator(), ports.aws());
  }

  private static void fail(int status, @Nullable String line) {
    System.err.println("Element Connect: " + line);
    System.exit(status);
  }
}
