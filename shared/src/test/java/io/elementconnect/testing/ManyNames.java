package io.elementconnect.testing;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A query that is long by its number of parameters. */
public final class ManyNames {
  // As many as the gateway lets through in the line and headers of a request.
  private static final int COUNT = 3_300;

  private ManyNames() {}

  /** Different names without values, each behind an ampersand. */
  public static String query() {
    return IntStream.range(0, COUNT)
        .mapToObj(number -> "&" + Integer.toString(number, 36))
        .collect(Collectors.joining());
  }
}
