package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AwaitOutcomeTest {
  private static final Proof SAME_BROWSER = new SameBrowser(BROWSER_KEY);
  private static final Duration WHOLE_INVOCATION = Duration.ofSeconds(28);

  private final Deployment deployment = new Deployment();
  private final Attempt exchanging =
      deployment.begin().claimed("other", CODE, deployment.now.minusSeconds(3));
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void another_invocation_exchanges() {
    deployment.store.put(exchanging);
    deployment.pause = this::pause;
  }

  @Test
  void who_comes_during_an_exchange_gets_its_end() {
    var connected = exchanging.connected(INSTANCE_ID);
    afterPauses(3, connected);

    assertThat(outcome(exchanging)).isEqualTo(new Current(connected));
    assertThat(pauses).hasSize(3);
  }

  @Test
  void an_exchange_is_waited_for_5_seconds_with_a_look_each_quarter() {
    assertThat(outcome(exchanging)).isEqualTo(new Current(exchanging));

    assertThat(pauses).isEqualTo(Collections.nCopies(20, Duration.ofMillis(250)));
    assertThat(deployment.store.calls()).isEqualTo(Collections.nCopies(20, Call.FIND));
  }

  @ParameterizedTest
  @CsvSource({"14000,5000", "13999,4999", "9100,100", "9000,0", "2000,0"})
  void nine_seconds_are_kept_for_the_answer(long millisecondsLeft, long milliseconds) {
    outcome(exchanging, SAME_BROWSER, Duration.ofMillis(millisecondsLeft));

    assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isEqualTo(milliseconds);
  }

  @ParameterizedTest
  @MethodSource("attemptsThatNobodyExchanges")
  void where_no_one_exchanges_no_one_waits(Attempt attempt) {
    assertThat(outcome(attempt)).isEqualTo(new Current(attempt));

    assertThat(pauses).isEmpty();
    assertThat(deployment.store.calls()).isEmpty();
  }

  static Stream<Attempt> attemptsThatNobodyExchanges() {
    var claimed = new Deployment().begin().claimed("other", CODE, NOON);
    return Stream.of(
        claimed.unknown(null, NOON),
        claimed.needingOperator(Failure.OTHER_ELEMENT, NOON),
        claimed.connected(INSTANCE_ID),
        claimed.denied(NOON),
        claimed.failed(Failure.UNREACHABLE, NOON));
  }

  @Test
  void who_died_over_the_exchange_is_not_waited_for() {
    deployment.now = deployment.now.plusSeconds(85);

    assertThat(outcome(exchanging)).isEqualTo(new Current(exchanging));

    assertThat(pauses).isEmpty();
  }

  @Test
  void a_release_in_the_meantime_lets_the_same_request_succeed() {
    var released = exchanging.released(NOON);
    afterPauses(1, released);

    assertThat(outcome(exchanging)).isEqualTo(new TryAgain(released, "released_meanwhile"));
  }

  @Test
  void a_release_after_the_expiry_is_of_use_only_to_who_came_in_time() {
    var released = exchanging.released(NOON);
    deployment.now = EXPIRY;

    assertThat(outcome(released)).isEqualTo(new Expired(released));
    assertThat(outcome(released, new SameUser(ANN, EXPIRY.minusSeconds(1)), WHOLE_INVOCATION))
        .isEqualTo(new TryAgain(released, "released_meanwhile"));
  }

  @Test
  void a_store_that_goes_down_ends_the_wait_and_the_attempt_is_settling() {
    deployment.store.breakDown(Call.FIND);

    assertThat(outcome(exchanging)).isEqualTo(new Current(exchanging));

    assertThat(pauses).hasSize(1);
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", "store");
  }

  private void pause(Duration time) {
    pauses.add(time);
    deployment.now = deployment.now.plus(time);
  }

  private void afterPauses(int number, Attempt attempt) {
    deployment.pause =
        time -> {
          pause(time);
          if (pauses.size() == number) {
            deployment.store.put(attempt);
          }
        };
  }

  private Outcome outcome(Attempt found) {
    return outcome(found, SAME_BROWSER, WHOLE_INVOCATION);
  }

  private Outcome outcome(Attempt found, Proof proof, Duration left) {
    return deployment.awaitOutcome.outcome(found, proof, deployment.now.plus(left));
  }
}
