package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.Fault.Late;
import io.elementconnect.local.simulator.Fault.LateByListings;
import io.elementconnect.local.simulator.Fault.LateByTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The instances that listings do not show yet. */
final class DelayedListings {
  private final InstantSource clock;
  private final Map<Long, Instant> listedFrom = new HashMap<>();
  private final Map<Long, Integer> listingsLeft = new HashMap<>();

  /** Those that the first page of the latest listing left out: its other pages do the same. */
  private final Set<Long> leftOut = new HashSet<>();

  DelayedListings(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(long id, Late late) {
    switch (late) {
      case LateByTime(var time) -> listedFrom.put(id, clock.instant().plus(time));
      case LateByListings(var listings) -> listingsLeft.put(id, listings);
    }
  }

  /** Asked once for each page that an instance belongs to. */
  synchronized boolean shows(long id, boolean firstPage) {
    if (firstPage) {
      var left = listingsLeft.getOrDefault(id, 0);
      if (left > 0) {
        listingsLeft.put(id, left - 1);
        leftOut.add(id);
      } else {
        leftOut.remove(id);
      }
    }
    var from = listedFrom.getOrDefault(id, Instant.MIN);
    return !leftOut.contains(id) && !clock.instant().isBefore(from);
  }

  synchronized void clear() {
    listedFrom.clear();
    listingsLeft.clear();
    leftOut.clear();
  }
}
