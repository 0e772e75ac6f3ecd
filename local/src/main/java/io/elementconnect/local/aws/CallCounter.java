package io.elementconnect.local.aws;

import java.util.SortedMap;
import java.util.TreeMap;

/** How often each operation was called. Safe for use by several threads. */
final class CallCounter {
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  synchronized void count(Target target) {
    counts.merge(target.toString(), 1, Integer::sum);
  }

  /** A copy, ordered by target. */
  synchronized SortedMap<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  synchronized void reset() {
    counts.clear();
  }
}
