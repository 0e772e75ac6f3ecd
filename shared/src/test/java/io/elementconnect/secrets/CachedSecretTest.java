package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R38")
class CachedSecretTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final SecretLookup<String> UNUSABLE =
      new Unusable<>(new SecretProblem("name", Kind.NOT_SET, "has no value yet"));

  private volatile Instant now = NOON;
  private Supplier<Stored> stored = () -> new Stored.Text("old");
  private Stored answer = new Stored.Text("new");
  private int reads;
  private final CachedSecret<String> secret =
      new CachedSecret<>(this::read, "name", CachedSecretTest::parse, () -> now);

  @Test
  void it_is_read_once_within_five_minutes() {
    read();
    now = NOON.plus(Duration.ofMinutes(5)).minusNanos(1);
    read();

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void it_is_read_again_at_the_age_of_five_minutes() {
    read();
    now = NOON.plus(Duration.ofMinutes(5));
    store("new");

    assertThat(read()).isEqualTo(new Found<>("new"));
  }

  @Test
  void a_refresh_reads_again_whatever_the_age() {
    read();
    store("new");

    assertThat(secret.refresh()).isEqualTo(new Found<>("new"));
    assertThat(read()).isEqualTo(new Found<>("new"));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void the_last_value_is_given_when_the_store_is_down() {
    read();
    now = NOON.plus(Duration.ofHours(3));
    breakStore();

    assertThat(read()).isEqualTo(new Found<>("old"));
    assertThat(secret.refresh()).isEqualTo(new Found<>("old"));
  }

  @Test
  void the_store_is_asked_again_five_seconds_after_it_was_down() {
    read();
    now = NOON.plus(Duration.ofHours(3));
    breakStore();
    read();
    store("new");
    assertThat(read()).isEqualTo(new Found<>("old"));
    now = now.plusSeconds(5);

    assertThat(read()).isEqualTo(new Found<>("new"));
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void without_any_value_a_store_that_is_down_is_reported_as_such() {
    breakStore();

    assertThatThrownBy(this::read).isInstanceOf(Unavailable.class);
    assertThatThrownBy(secret::refresh).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_store_that_is_down_is_asked_once_in_five_seconds() {
    breakStore();
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(this::read)
          .isInstanceOf(Unavailable.class)
          .hasMessage("SECRETS is unavailable: down");
      now = now.plusMillis(499);
    }
    assertThat(reads).isEqualTo(1);
    now = NOON.plusSeconds(5);
    store("new");

    assertThat(read()).isEqualTo(new Found<>("new"));
  }

  @Test
  void an_unusable_value_is_read_again_once_in_five_seconds() {
    store("unusable");
    for (int i = 0; i < 10; i++) {
      assertThat(read()).isEqualTo(UNUSABLE);
      now = now.plusMillis(499);
    }
    assertThat(reads).isEqualTo(1);
    store("new");
    now = NOON.plusSeconds(5).minusNanos(1);
    assertThat(read()).isEqualTo(UNUSABLE);
    now = NOON.plusSeconds(5);

    assertThat(read()).isEqualTo(new Found<>("new"));
  }

  @Test
  void a_value_that_does_not_suffice_is_read_again_once_in_five_seconds() {
    read();
    store("new");
    now = NOON.plusSeconds(60);

    assertThat(secret.read("new"::equals)).isEqualTo(new Found<>("new"));
    for (int i = 0; i < 10; i++) {
      assertThat(secret.read("newer"::equals)).isEqualTo(new Found<>("new"));
      now = now.plusMillis(499);
    }
    assertThat(reads).isEqualTo(2);
    store("newer");
    now = NOON.plusSeconds(65);

    assertThat(secret.read("newer"::equals)).isEqualTo(new Found<>("newer"));
  }

  @Test
  void a_value_that_does_not_suffice_stays_for_those_whom_it_suffices() {
    read();
    now = NOON.plusSeconds(60);
    breakStore();

    assertThat(secret.read("new"::equals)).isEqualTo(new Found<>("old"));
    assertThat(read()).isEqualTo(new Found<>("old"));
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void a_time_that_is_yet_to_come_keeps_nothing() {
    store("unusable");
    read();
    now = NOON.minusSeconds(60);
    store("new");

    assertThat(read()).isEqualTo(new Found<>("new"));
  }

  @Test
  void a_secret_that_became_unusable_is_not_known_any_more() {
    read();
    now = NOON.plus(Duration.ofMinutes(5));
    store("unusable");

    assertThat(read()).isEqualTo(UNUSABLE);
    now = now.plusSeconds(5);
    breakStore();
    assertThatThrownBy(this::read).isInstanceOf(Unavailable.class);
  }

  @Test
  void fifty_threads_share_one_read() throws InterruptedException {
    assertThat(fiftyTimes(any -> any.read(_ -> true))).hasSize(50).containsOnly(new Found<>("new"));
  }

  @Test
  void fifty_threads_share_one_refresh() throws InterruptedException {
    assertThat(fiftyTimes(CachedSecret::refresh)).hasSize(50).containsOnly(new Found<>("new"));
  }

  @Test
  void fifty_threads_share_the_second_read_for_what_the_first_lacks() throws InterruptedException {
    read();
    reads = 0;
    now = NOON.plusSeconds(60);

    assertThat(fiftyTimes(any -> any.read("newer"::equals)))
        .hasSize(50)
        .containsOnly(new Found<>("new"));
  }

  @Test
  void fifty_threads_share_an_unusable_value() throws InterruptedException {
    answer = new Stored.Text("unusable");

    assertThat(fiftyTimes(any -> any.read(_ -> true))).hasSize(50).containsOnly(UNUSABLE);
  }

  private interface Call {
    SecretLookup<String> on(CachedSecret<String> secret);
  }

  /** Calls at the same time; the store answers its only read once all others wait for it. */
  private List<SecretLookup<String>> fiftyTimes(Call call) throws InterruptedException {
    var results = new ConcurrentLinkedQueue<SecretLookup<String>>();
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
          return answer;
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

  private SecretLookup<String> read() {
    return secret.read(_ -> true);
  }

  private Stored read(String name) {
    assertThat(name).isEqualTo("name");
    reads++; // under the lock of the secret
    return stored.get();
  }

  private static SecretLookup<String> parse(Stored stored) {
    var text = ((Stored.Text) stored).value();
    return text.equals("unusable") ? UNUSABLE : new Found<>(text);
  }

  private void store(String value) {
    stored = () -> new Stored.Text(value);
  }

  private void breakStore() {
    stored =
        () -> {
          throw new Unavailable(Dependency.SECRETS, "down");
        };
  }
}
