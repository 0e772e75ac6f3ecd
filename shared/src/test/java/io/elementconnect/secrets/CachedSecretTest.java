package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R38")
class CachedSecretTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private Instant now = NOON;
  private Supplier<Optional<Map<String, String>>> stored = () -> Optional.of(Map.of("key", "old"));
  private int reads;
  private final CachedSecret secret = new CachedSecret(this::read, "name", () -> now);

  @Test
  void it_is_read_once_within_five_minutes() {
    secret.read();
    now = NOON.plus(Duration.ofMinutes(5)).minusNanos(1);
    secret.read();

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void it_is_read_again_at_the_age_of_five_minutes() {
    secret.read();
    now = NOON.plus(Duration.ofMinutes(5));
    store("new");

    assertThat(secret.read()).hasValue(Map.of("key", "new"));
  }

  @Test
  void a_refresh_reads_again_whatever_the_age() {
    secret.read();
    store("new");

    assertThat(secret.refresh()).hasValue(Map.of("key", "new"));
    assertThat(secret.read()).hasValue(Map.of("key", "new"));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void the_last_value_is_given_when_the_store_is_down() {
    secret.read();
    now = NOON.plus(Duration.ofHours(3));
    breakStore();

    assertThat(secret.read()).hasValue(Map.of("key", "old"));
    assertThat(secret.refresh()).hasValue(Map.of("key", "old"));
  }

  @Test
  void the_store_is_asked_again_once_it_is_back() {
    secret.read();
    now = NOON.plus(Duration.ofHours(3));
    breakStore();
    secret.read();
    store("new");

    assertThat(secret.read()).hasValue(Map.of("key", "new"));
  }

  @Test
  void without_any_value_a_store_that_is_down_is_reported_as_such() {
    breakStore();

    assertThatThrownBy(secret::read).isInstanceOf(Unavailable.class);
    assertThatThrownBy(secret::refresh).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_secret_that_is_not_set_is_read_again_each_time() {
    stored = Optional::empty;
    assertThat(secret.read()).isEmpty();
    store("new");

    assertThat(secret.read()).hasValue(Map.of("key", "new"));
  }

  @Test
  void a_secret_that_was_removed_is_not_set_any_more() {
    secret.read();
    now = NOON.plus(Duration.ofMinutes(5));
    stored = Optional::empty;

    assertThat(secret.read()).isEmpty();
  }

  @Test
  void what_the_store_does_with_its_map_later_changes_nothing() {
    var map = new HashMap<>(Map.of("key", "old"));
    stored = () -> Optional.of(map);
    secret.read();
    map.clear();

    assertThat(secret.read()).hasValue(Map.of("key", "old"));
  }

  @Test
  void fifty_threads_share_one_read() throws InterruptedException {
    assertThat(fiftyTimes(CachedSecret::read))
        .hasSize(50)
        .containsOnly(Optional.of(Map.of("key", "new")));
  }

  @Test
  void fifty_threads_share_one_refresh() throws InterruptedException {
    assertThat(fiftyTimes(CachedSecret::refresh))
        .hasSize(50)
        .containsOnly(Optional.of(Map.of("key", "new")));
  }

  private interface Call {
    Optional<Map<String, String>> on(CachedSecret secret);
  }

  /** Calls at the same time; the store answers its only read once all others wait for it. */
  private List<Optional<Map<String, String>>> fiftyTimes(Call call) throws InterruptedException {
    var results = new ConcurrentLinkedQueue<Optional<Map<String, String>>>();
    var begun = new CountDownLatch(50);
    var threads =
        Stream.generate(() ->
                Thread.ofPlatform()
                    .unstarted(() -> {
                      begun.countDown();
                      results.add(call.on(secret));
                    }))
            .limit(50)
            .toList();
    stored =
        () -> {
          await(begun);
          threads.stream()
              .filter(thread -> thread != Thread.currentThread())
              .forEach(CachedSecretTest::awaitWaiting);
          return Optional.of(Map.of("key", "new"));
        };
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(reads).isEqualTo(1);
    return List.copyOf(results);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).as("nobody is served before the store answers").isTrue();
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Map<String, String>> read(String name) {
    assertThat(name).isEqualTo("name");
    reads++; // under the lock of the secret
    return stored.get();
  }

  private void store(String value) {
    stored = () -> Optional.of(Map.of("key", value));
  }

  private void breakStore() {
    stored =
        () -> {
          throw new Unavailable(Dependency.SECRETS, new IllegalStateException("down"));
        };
  }
}
