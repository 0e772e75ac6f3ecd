package io.elementconnect.local.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults still to come, by what they strike, each in the order in which it was set. Safe for
 * use by several threads.
 *
 * @param <K> what is struck
 * @param <F> a fault
 */
public final class FaultQueue<K, F> {
  private final Map<K, Deque<Waiting<F>>> waiting = new HashMap<>();

  /**
   * A fault that has not struck as often as it was to.
   *
   * @param times how often it is still to come
   */
  public record Waiting<F>(F fault, int times) {}

  /**
   * Sets a fault, after any that wait for the same.
   *
   * @throws IllegalArgumentException when {@code times} is below 1
   */
  public synchronized void add(K key, F fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
    waiting.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(new Waiting<>(fault, times));
  }

  /** Takes one occurrence of the first fault. */
  public synchronized Optional<F> take(K key) {
    var here = waiting.getOrDefault(key, new ArrayDeque<>());
    var first = here.poll();
    if (first == null) {
      return Optional.empty();
    }
    if (first.times() > 1) {
      here.addFirst(new Waiting<>(first.fault(), first.times() - 1));
    }
    return Optional.of(first.fault());
  }

  /** What is still to come, in no order. */
  public synchronized List<Waiting<F>> waiting() {
    return waiting.values().stream().flatMap(Deque::stream).toList();
  }

  public synchronized void clear() {
    waiting.clear();
  }
}
