package io.elementconnect.local.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Values behind tokens, each of which is good once and for a limited time. */
final class OneTimeTokens<T> {
  private final Duration life;
  private final InstantSource clock;
  private final Map<String, Entry<T>> open = new HashMap<>();

  OneTimeTokens(Duration life, InstantSource clock) {
    this.life = life;
    this.clock = clock;
  }

  private record Entry<T>(T value, Instant expiry) {}

  synchronized void add(String token, T value) {
    var now = clock.instant();
    open.values().removeIf(entry -> !now.isBefore(entry.expiry()));
    open.put(token, new Entry<>(value, now.plus(life)));
  }

  /** Spends the token, unless its value is not acceptable: then it stays good. */
  synchronized Optional<T> take(String token, Predicate<T> acceptable) {
    var value =
        Optional.ofNullable(open.get(token))
            .filter(entry -> clock.instant().isBefore(entry.expiry()))
            .map(Entry::value)
            .filter(acceptable);
    value.ifPresent(_ -> open.remove(token));
    return value;
  }

  synchronized void clear() {
    open.clear();
  }
}
