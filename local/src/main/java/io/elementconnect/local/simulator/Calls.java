package io.elementconnect.local.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many calls each route had, refused and faulted ones included. */
final class Calls {
  private final Map<Route, Long> counts = new EnumMap<>(Route.class);

  Calls() {
    clear();
  }

  synchronized void count(Route route) {
    counts.merge(route, 1L, Long::sum);
  }

  synchronized Map<Route, Long> all() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  synchronized void clear() {
    for (Route route : Route.values()) {
      counts.put(route, 0L);
    }
  }
}
