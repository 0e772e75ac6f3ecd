package io.elementconnect.local.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The faults still to come, in the order in which they were set. */
final class Faults {
  private final Map<Route, Deque<Fault>> waiting = new EnumMap<>(Route.class);

  synchronized void add(Fault fault) {
    waiting.computeIfAbsent(fault.route(), _ -> new ArrayDeque<>()).add(fault);
  }

  /** Takes one occurrence of the route's first fault. */
  synchronized Optional<Fault> take(Route route) {
    var faults = waiting.getOrDefault(route, new ArrayDeque<>());
    var fault = faults.poll();
    if (fault == null) {
      return Optional.empty();
    }
    if (fault.times() > 1) {
      faults.addFirst(new Fault(route, fault.kind(), fault.effect(), fault.times() - 1));
    }
    return Optional.of(fault);
  }

  synchronized void clear() {
    waiting.clear();
  }
}
