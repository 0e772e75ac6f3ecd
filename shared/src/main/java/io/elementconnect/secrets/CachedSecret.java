package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One secret. A usable value is kept for five minutes, and longer while the store is unavailable;
 * an unusable one is never kept. No sequence of {@link #read}s reads the store more than once in
 * five seconds: requests in between, and those that wait for a read, share its result.
 */
final class CachedSecret<T> {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_READS = Duration.ofSeconds(5);

  private final SecretStore store;
  private final String name;
  private final Function<Stored, SecretLookup<T>> reader;
  private final InstantSource clock;
  // Held while reading, so that concurrent requests share one read.
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State<T> state = new State<>(0, null, Instant.MIN, null);

  private record Known<T>(T value, Instant readAt) {
    @Override
    public String toString() {
      return "Known";
    }
  }

  /**
   * The state after some reads of the store.
   *
   * @param reads their number
   * @param known the last usable value, unless an unusable one was read after it
   * @param at when the last read ended
   * @param result its result; null before the first
   */
  private record State<T>(
      int reads,
      @Nullable Known<T> known,
      Instant at,
      @Nullable Supplier<SecretLookup<T>> result) {}

  CachedSecret(
      SecretStore store,
      String name,
      Function<Stored, SecretLookup<T>> reader,
      InstantSource clock) {
    this.store = store;
    this.name = name;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Returns the value.
   *
   * @param suffices whether a kept value has what this request needs; otherwise the store may have
   *     a newer one
   * @throws Unavailable when the store is unavailable and no value is known
   */
  SecretLookup<T> read(Predicate<T> suffices) {
    var fresh = fresh(state, suffices);
    return fresh == null ? readUnless(before -> recent(before, suffices)) : fresh;
  }

  /** Reads again, unless another request has done so since this call started. */
  SecretLookup<T> refresh() {
    var before = state.reads();
    return readUnless(now -> now.reads() == before ? null : now.result());
  }

  private SecretLookup<T> readUnless(Function<State<T>, @Nullable Supplier<SecretLookup<T>>> done) {
    lock.lock();
    try {
      var result = done.apply(state);
      if (result == null) {
        result = readStore(state);
      }
      return result.get();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Supplier<SecretLookup<T>> recent(State<T> before, Predicate<T> suffices) {
    var fresh = fresh(before, suffices);
    if (fresh != null) {
      return () -> fresh;
    }
    return isWithin(BETWEEN_READS, before.at()) ? before.result() : null;
  }

  private @Nullable SecretLookup<T> fresh(State<T> at, Predicate<T> suffices) {
    var known = at.known();
    return known != null && isWithin(MAX_AGE, known.readAt()) && suffices.test(known.value())
        ? new Found<>(known.value())
        : null;
  }

  private Supplier<SecretLookup<T>> readStore(State<T> before) {
    var known = before.known();
    Supplier<SecretLookup<T>> result;
    try {
      var found = reader.apply(store.read(name));
      known = found instanceof Found<T>(var value) ? new Known<>(value, clock.instant()) : null;
      result = () -> found;
    } catch (Unavailable e) {
      result = known == null ? () -> fail(e) : found(known);
    }
    state = new State<>(before.reads() + 1, known, clock.instant(), result);
    return result;
  }

  private static <T> Supplier<SecretLookup<T>> found(Known<T> known) {
    return () -> new Found<>(known.value());
  }

  private static <T> SecretLookup<T> fail(Unavailable e) {
    throw new Unavailable(e.dependency(), e.reason());
  }

  /** Whether less than this time has passed. A time in the future says nothing. */
  private boolean isWithin(Duration limit, Instant time) {
    var now = clock.instant();
    return !now.isBefore(time) && now.isBefore(time.plus(limit));
  }
}
