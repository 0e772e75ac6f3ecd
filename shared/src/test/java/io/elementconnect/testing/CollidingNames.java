package io.elementconnect.testing;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Objects that make Jackson's table of field names inconsistent if all requests share it: one with
 * 512 names that have the same hash, then some with so many other names that the table grows.
 */
public final class CollidingNames {
  private static final int PAIRS = 9;

  private CollidingNames() {}

  /** The objects as JSON, in this order. */
  public static List<String> objects() {
    var colliding = object(1 << PAIRS, CollidingNames::colliding);
    var later =
        IntStream.range(0, 40).mapToObj(number -> object(100, field -> number + "x" + field));
    return Stream.concat(Stream.of(colliding), later).toList();
  }

  private static String object(int fields, IntFunction<String> name) {
    return IntStream.range(0, fields)
        .mapToObj(field -> "\"" + name.apply(field) + "\":1")
        .collect(Collectors.joining(",", "{\"id\":42,", "}"));
  }

  /** Pairs that each are {@code bB} or {@code c!}: 33 * 'b' + 'B' equals 33 * 'c' + '!'. */
  private static String colliding(int bits) {
    return IntStream.range(0, PAIRS)
        .mapToObj(pair -> (bits & (1 << pair)) == 0 ? "bB" : "c!")
        .collect(Collectors.joining());
  }
}
