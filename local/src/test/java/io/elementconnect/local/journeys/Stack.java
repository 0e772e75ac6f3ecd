package io.elementconnect.local.journeys;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** One stack for all tests of this JVM; each test has tenants of its own. */
public final class Stack {
  /** The permissions that the tests of the last JVM with a stack needed, one a line. */
  static final Path USED_PERMISSIONS = Path.of("target", "used-permissions.txt");

  private static final int TRIES = 20;

  private Stack() {}

  /** The running stack. */
  public static LocalStack shared() {
    return Holder.STACK;
  }

  private static final class Holder {
    static final LocalStack STACK = start();

    private static LocalStack start() {
      var stack = another();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack)));
      stack.secrets().forEach(Canaries::plant);
      return stack;
    }
  }

  /** A stack that whoever asks for it has alone, and closes. */
  public static LocalStack another() {
    for (int tried = 1; ; tried++) {
      try {
        var base = ThreadLocalRandom.current().nextInt(20_000, 60_000);
        return LocalStack.start(new Ports(base), root().resolve("template.yaml"));
      } catch (IOException e) {
        if (tried == TRIES) {
          throw new IllegalStateException("no free ports", e);
        }
      }
    }
  }

  private static void stop(LocalStack stack) {
    stack.secrets().forEach(Canaries::plant);
    try {
      Files.write(USED_PERMISSIONS, stack.aws().usedPermissions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stack.close();
  }

  /** The project's root. */
  public static Path root() {
    return Path.of("..").toAbsolutePath().normalize();
  }
}
