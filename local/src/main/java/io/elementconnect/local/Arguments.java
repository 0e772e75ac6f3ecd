package io.elementconnect.local;

import java.util.ArrayDeque;
import java.util.List;

/** What {@code ./run} was called with. */
sealed interface Arguments {
  int STANDARD_PORT = 8080;

  /**
   * All is well.
   *
   * @param verbose whether calls and Maven's output are shown
   */
  record Start(Ports ports, boolean verbose) implements Arguments {}

  /**
   * They can't be understood.
   *
   * @param line for whoever called
   */
  record Wrong(String line) implements Arguments {}

  static Arguments parse(List<String> arguments) {
    var ports = new Ports(STANDARD_PORT);
    var verbose = false;
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      switch (rest.pop()) {
        case "--verbose" -> verbose = true;
        case "--port" -> {
          try {
            ports = new Ports(Integer.parseInt(String.valueOf(rest.poll())));
          } catch (IllegalArgumentException e) {
            return new Wrong("--port: the port must be a number from 1 to 65532");
          }
        }
        default -> {
          return new Wrong("usage: ./run [--port <base>] [--verbose] [--help]");
        }
      }
    }
    return new Start(ports, verbose);
  }
}
