package io.elementconnect.testing;

import static io.elementconnect.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Attempts.Start.Stored;
import io.elementconnect.attempts.Attempts.Start.TooMany;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Attempts} guarantees. */
public abstract class AttemptsContract {
  private final ContractStore store;
  protected final Attempts attempts;

  protected AttemptsContract(ContractStore store) {
    this.store = store;
    this.attempts = store.attempts();
  }

  @Test
  void an_attempt_is_found_as_it_was_stored() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(attempts.find(attempt.id())).contains(attempt);
  }

  @Test
  void an_attempt_without_secrets_or_site_is_found_as_it_was_stored() {
    var request =
        new ConnectionRequest(
            "e", "n", List.of(), Map.of(), null, List.of(), null, "https://a/", "https://b");
    var attempt =
        Attempt.begin(
            State.random(new SecureRandom()).attemptId(),
            Examples.caller(),
            request,
            Examples.browserKey(),
            NOON);

    attempts.start(attempt);

    assertThat(attempts.find(attempt.id())).contains(attempt);
  }

  @Test
  void an_unknown_attempt_is_not_found() {
    assertThat(attempts.find(State.random(new SecureRandom()).attemptId())).isEmpty();
  }

  @Test
  void an_attempt_that_has_gone_on_is_not_stored_over() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    var claimed = attempt.claimed(Examples.OWNER, Examples.CODE, NOON);
    store.put(claimed);

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(attempts.find(attempt.id())).contains(claimed);
  }

  @Test
  @Tag("R17")
  void the_eleventh_start_in_a_window_is_not_stored() {
    var caller = Examples.caller();
    for (int i = 0; i < 10; i++) {
      attempts.start(Examples.attempt(caller, Examples.browserKey()));
    }
    var eleventh = Examples.attempt(caller, Examples.browserKey());

    var outcome = attempts.start(eleventh);

    assertThat(outcome).isEqualTo(new TooMany(NOON.plus(Duration.ofMinutes(15))));
    assertThat(attempts.find(eleventh.id())).isEmpty();
  }

  @Test
  @Tag("R17")
  void the_starts_of_another_user_count_for_themselves() {
    for (int i = 0; i < 10; i++) {
      attempts.start(Examples.attempt(Examples.caller(), Examples.browserKey()));
    }

    assertThat(attempts.start(Examples.attempt(Examples.caller(), Examples.browserKey())))
        .isEqualTo(new Stored());
  }

  static Stream<Arguments> confusable() {
    return Stream.of(
        Arguments.of("a#b", "c", "a", "b#c"),
        Arguments.of("ab", "c", "a", "bc"),
        Arguments.of("M\u00fcller", "ann", "Mu\u0308ller", "ann"),
        Arguments.of("acme", "Ann", "acme", "ann"),
        Arguments.of("acme", "ann ", "acme", "ann"));
  }

  @ParameterizedTest
  @MethodSource("confusable")
  @Tag("R17")
  @Tag("R42")
  void the_starts_of_two_callers_are_never_counted_together(
      String tenant, String user, String otherTenant, String otherUser) {
    var unique = UUID.randomUUID().toString();
    for (int i = 0; i < Attempts.MAX_STARTS; i++) {
      var caller = new Caller(unique + tenant, user);
      assertThat(attempts.start(Examples.attempt(caller, Examples.browserKey())))
          .isEqualTo(new Stored());
    }
    var other = new Caller(unique + otherTenant, otherUser);

    assertThat(attempts.start(Examples.attempt(other, Examples.browserKey())))
        .isEqualTo(new Stored());
  }

  @Test
  @Tag("R42")
  void the_longest_identities_start_and_are_found() {
    var penguins = Character.toString(0x1f427).repeat(255);
    var attempt = Examples.attempt(new Caller(penguins, penguins), Examples.browserKey());

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(attempts.find(attempt.id())).contains(attempt);
  }

  @Test
  @Tag("R17")
  void of_twenty_starts_at_once_ten_are_stored() throws Exception {
    var caller = Examples.caller();
    List<Callable<Object>> starts =
        IntStream.range(0, 20)
            .<Callable<Object>>mapToObj(
                _ -> () -> startUntilAnswered(Examples.attempt(caller, Examples.browserKey())))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var stored =
          threads.invokeAll(starts).stream()
              .filter(outcome -> outcome.resultNow() instanceof Stored)
              .count();
      assertThat(stored).isEqualTo(10);
    }
  }

  @Test
  void storing_an_attempt_again_counts_nothing() {
    var caller = Examples.caller();
    var attempt = Examples.attempt(caller, Examples.browserKey());
    attempts.start(attempt);

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    for (int i = 1; i < Attempts.MAX_STARTS; i++) {
      assertThat(attempts.start(Examples.attempt(caller, Examples.browserKey())))
          .isEqualTo(new Stored());
    }
  }

  @Test
  void storing_the_last_allowed_attempt_again_is_not_refused() {
    var caller = Examples.caller();
    for (int i = 1; i < Attempts.MAX_STARTS; i++) {
      attempts.start(Examples.attempt(caller, Examples.browserKey()));
    }
    var last = Examples.attempt(caller, Examples.browserKey());
    attempts.start(last);

    assertThat(attempts.start(last)).isEqualTo(new Stored());
  }

  @Test
  @Tag("R17")
  void a_start_in_the_next_window_is_stored() {
    var caller = Examples.caller();
    for (int i = 0; i < Attempts.MAX_STARTS; i++) {
      attempts.start(Examples.attempt(caller, Examples.browserKey()));
    }
    var request = Examples.attempt(caller, Examples.browserKey()).request();
    var nextWindow = NOON.plus(Duration.ofMinutes(15));

    assertThat(attempts.start(begin(caller, request, nextWindow.minusSeconds(1))))
        .isEqualTo(new TooMany(nextWindow));
    assertThat(attempts.start(begin(caller, request, nextWindow))).isEqualTo(new Stored());
  }

  private static Attempt begin(Caller caller, ConnectionRequest request, Instant now) {
    var id = State.random(new SecureRandom()).attemptId();
    return Attempt.begin(id, caller, request, Examples.browserKey(), now);
  }

  /**
   * Like a caller whose request is answered with 503: twenty transactions on one counter conflict.
   */
  private Object startUntilAnswered(Attempt attempt) {
    while (true) {
      try {
        return attempts.start(attempt);
      } catch (Unavailable e) {
        Thread.onSpinWait();
      }
    }
  }
}
