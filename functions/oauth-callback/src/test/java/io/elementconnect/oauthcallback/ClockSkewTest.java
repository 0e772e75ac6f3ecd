package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.reconciler.ReconcilerFunction;
import io.elementconnect.reconciler.Reconcilers;
import io.elementconnect.testing.FakeContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions whose clocks differ. The start's clock shows noon when the attempt begins. */
@Tag("R57")
class ClockSkewTest {
  private static final Duration MAX_INVOCATION = Duration.ofSeconds(28);
  private static final Duration MAX_SKEW = Duration.ofSeconds(60);

  private final Deployment deployment = new Deployment();
  private final ReconcilerFunction reconciler =
      Reconcilers.function(
          deployment.store,
          deployment.cloudElements,
          deployment.journal.journal(),
          () -> deployment.now);

  ClockSkewTest() {
    deployment.begin();
  }

  @Test
  void the_expiry_that_was_stored_counts_to_the_second_on_the_callbacks_clock() {
    deployment.now = NOON.plus(Attempt.LIFETIME);
    assertThat(receive()).isInstanceOf(Expired.class);
    assertThat(deployment.stored().isPending()).isTrue();

    // Another one, whose clock is two minutes behind, sees it alive still.
    deployment.now = deployment.now.minusSeconds(120);
    deployment.cloudElements.creates(Deployment.created());
    assertThat(receive()).isInstanceOf(Current.class);
    assertThat(deployment.stored().progress()).isInstanceOf(Connected.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-120, -60, 60, 120})
  void no_clock_lets_a_second_callback_claim(int ahead) {
    deployment.now = NOON.plusSeconds(300);
    deployment.cloudElements.meanwhile(() -> {
      deployment.now = deployment.now.plusSeconds(ahead);
      assertThat(receive())
          .isInstanceOfSatisfying(
              Current.class,
              stands -> assertThat(stands.attempt().progress()).isInstanceOf(Exchanging.class));
      deployment.now = NOON.plusSeconds(300);
    });
    deployment.cloudElements.creates(Deployment.created());

    receive();

    assertThat(deployment.cloudElements.sent()).hasSize(1);
    assertThat(deployment.stored().progress()).isInstanceOf(Connected.class);
  }

  @Test
  void a_reconciler_whose_clock_is_a_minute_ahead_takes_over_from_no_one_who_is_alive() {
    deployment.now = NOON.plusSeconds(300);
    deployment.cloudElements.meanwhile(() -> {
      deployment.now = deployment.now.plus(MAX_INVOCATION).plus(MAX_SKEW).minusSeconds(1);
      reconciler.handleRequest(
          Map.of("repair", true), new FakeContext("request", FakeContext.WHOLE_MILLISECONDS));
      assertThat(deployment.stored().progress()).isInstanceOf(Exchanging.class);
      deployment.now = NOON.plusSeconds(300);
    });
    deployment.cloudElements.creates(Deployment.created());

    receive();

    assertThat(deployment.cloudElements.looked()).isEmpty();
    assertThat(deployment.stored().progress()).isInstanceOf(Connected.class);
  }

  @ParameterizedTest
  @CsvSource({"240, 60, true", "241, 60, false", "360, -60, true", "361, -60, false"})
  void a_completion_is_as_old_as_the_two_clocks_say(int age, int ahead, boolean counts) {
    deployment.now = NOON.plusSeconds(300);
    var completion = ((CallbackResult.Confirm) receive(Optional.empty())).completion();
    deployment.cloudElements.creates(Deployment.created());
    deployment.now = deployment.now.plusSeconds(age).plusSeconds(ahead);

    var completed = deployment.completeAttempt.complete(ID, ANN, completion, deployment.deadline());

    assertThat(completed instanceof CompletionResult.TooOld).isEqualTo(!counts);
    assertThat(deployment.cloudElements.sent()).hasSize(counts ? 1 : 0);
  }

  /** A run makes one lookup of an attempt, and runs are a minute apart. */
  @Test
  void after_a_busy_answer_the_last_lookup_is_late_enough_whatever_the_reconcilers_clock() {
    var answered = NOON.plusSeconds(300);
    var claimed = deployment.stored().claimed("owner", CODE, answered);
    deployment.store.put(claimed.unknownAfterBusy(answered));

    for (var minutes = 0; minutes < 3; minutes++) {
      deployment.now = answered.plus(MAX_SKEW).plusSeconds(60L * minutes);
      assertThat(deployment.stored().progress()).isInstanceOf(Unknown.class);
      reconciler.handleRequest(
          Map.of("repair", true), new FakeContext("request", FakeContext.WHOLE_MILLISECONDS));
    }

    assertThat(deployment.stored().progress()).isInstanceOf(Failed.class);
    assertThat(deployment.now.minus(MAX_SKEW)).isAfter(answered.plusSeconds(90));
  }

  /** Frozen between the claim and the request: when it wakes, the time to send is over. */
  @Test
  void an_invocation_that_wakes_after_its_deadline_has_a_deadline_in_the_past_to_send_by() {
    deployment.now = NOON.plusSeconds(300);
    var deadline = deployment.deadline();
    deployment.store.meanwhile(() -> deployment.now = deployment.now.plusSeconds(600));
    deployment.cloudElements.creates(new Creation.NotSent());

    receive();

    assertThat(deployment.cloudElements.sent())
        .singleElement()
        .satisfies(sent -> assertThat(sent.deadline()).isBefore(deadline).isBefore(deployment.now));
    assertThat(deployment.stored().isPending()).isTrue();
  }

  private CallbackResult receive() {
    return receive(Optional.of(BROWSER_KEY));
  }

  private CallbackResult receive(Optional<BrowserKey> browserKey) {
    var callback =
        Callback.parse("code=" + CODE + "&scope=" + SITE + "&state=" + STATE.value()).orElseThrow();
    return deployment.receiveCallback.receive(callback, browserKey, deployment.deadline());
  }
}
