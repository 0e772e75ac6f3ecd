package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.NotSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One secret, at most five minutes old. Concurrent requests share one read. When the store is
 * unavailable, the last known value is returned. A secret that is not set yet is read again each
 * time.
 */
final class CachedSecret {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final SecretStore store;
  private final String name;
  private final InstantSource clock;
  // Held while reading, so that concurrent requests share one read.
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Value last;
  private final AtomicInteger reads = new AtomicInteger();

  private record Value(Map<String, String> fields, Instant readAt) {
    @Override
    public String toString() {
      return "Value";
    }
  }

  CachedSecret(SecretStore store, String name, InstantSource clock) {
    this.store = store;
    this.name = name;
    this.clock = clock;
  }

  Optional<Map<String, String>> read() {
    var known = last;
    if (known != null && isFresh(known)) {
      return Optional.of(known.fields());
    }
    return readUnless(this::isFresh);
  }

  /** Reads again, unless another request has done so since this call started. */
  Optional<Map<String, String>> refresh() {
    var before = reads.get();
    return readUnless(_ -> reads.get() != before);
  }

  /** Combines two fields, or returns the name of what is missing. */
  static <T> SecretLookup<T> pair(
      String name, Optional<Map<String, String>> fields, String one, String other, Pair<T> make) {
    if (fields.isEmpty()) {
      return new NotSet<>(name);
    }
    var first = fields.get().get(one);
    var second = fields.get().get(other);
    if (first == null || second == null) {
      return new NotSet<>(name + ", field " + (first == null ? one : other));
    }
    return new Found<>(make.of(first, second, fields.get()));
  }

  interface Pair<T> {
    T of(String first, String second, Map<String, String> all);
  }

  private Optional<Map<String, String>> readUnless(Predicate<Value> done) {
    lock.lock();
    try {
      var known = last;
      if (known != null && done.test(known)) {
        return Optional.of(known.fields());
      }
      return readAndKeep(known);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Map<String, String>> readAndKeep(@Nullable Value known) {
    try {
      var fields = store.read(name).map(Map::copyOf);
      last = fields.map(found -> new Value(found, clock.instant())).orElse(null);
      reads.incrementAndGet();
      return fields;
    } catch (Unavailable e) {
      if (known == null) {
        throw e;
      }
      return Optional.of(known.fields());
    }
  }

  private boolean isFresh(Value value) {
    return clock.instant().isBefore(value.readAt().plus(MAX_AGE));
  }
}
