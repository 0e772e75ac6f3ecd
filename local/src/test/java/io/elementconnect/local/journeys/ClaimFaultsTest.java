package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Operation.WRITE;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fault matrix, row S4: a claim that may have been written is recognised, and one that was not
 * spends nothing. Another browser key than the attempt's never gets as far as the claim, since no
 * write changes the key: that part of the condition is tested where the claim is written.
 */
class ClaimFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt byCallback = scenario.begin();
  private final Scenario.Attempt byCompletion = scenario.begin();
  private final String callback = byCallback.allowed();
  private final String completion = byCompletion.completion(byCompletion.allowed());

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<Arguments> failures() {
    return Stream.concat(
        Operation.BREAKS.stream()
            .flatMap(kind -> Stream.of(Effect.values()).map(effect -> Arguments.of(kind, effect))),
        Operation.THROTTLES.stream().map(kind -> Arguments.of(kind, Effect.BEFORE)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @Tag("R47")
  void s4_failed_once_before_or_after_connects(AwsFault.Kind kind, Effect effect) {
    scenario.fails(WRITE, kind, effect);
    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");

    scenario.fails(WRITE, kind, effect);
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");

    assertThat(byCallback.posts()).isEqualTo(1);
    assertThat(byCompletion.posts()).isEqualTo(1);
  }

  static Stream<AwsFault.Kind> lasting_failures() {
    return Stream.of(new AwsFault.ServerError(), new AwsFault.ThroughputExceeded());
  }

  @ParameterizedTest
  @MethodSource("lasting_failures")
  @Tag("long")
  @Tag("R56")
  void s4_failing_before_spends_nothing(AwsFault.Kind kind) {
    scenario.fails(WRITE, kind, Effect.BEFORE, ALWAYS);

    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> gist(byCompletion.complete(completion)))))
        .containsExactly("503 page", "503 try_again");

    scenario.heal();
    assertThat(byCallback.status()).isEqualTo("pending");
    assertThat(byCallback.posts() + byCompletion.posts()).isZero();
    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("200 active");
  }

  @Test
  @Tag("R56")
  void s4_throttled_twice_connects() {
    scenario.fails(WRITE, new AwsFault.ThroughputExceeded(), Effect.BEFORE, 2);

    assertThat(gist(byCallback.back(callback))).isEqualTo("303 connected");
  }

  /** Nobody can tell that it was written, so nothing is sent; the lease ends by itself. */
  @Test
  @Tag("long")
  void s4_lost_after_for_good_is_settling_and_sends_nothing() {
    scenario.fails(WRITE, new AwsFault.Close(), Effect.AFTER, ALWAYS);

    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> gist(byCompletion.complete(completion)))))
        .containsExactly("503 page", "503 try_again");

    scenario.heal();
    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> gist(byCompletion.complete(completion)))))
        .containsExactly("303 settling", "202 settling");
    scenario.end();
    assertThat(byCallback.posts() + byCompletion.posts()).isZero();
    assertThat(byCallback.problem()).isEqualTo("not_created");
    assertThat(gist(byCompletion.complete(completion))).isEqualTo("409 not_created");
  }

  @Test
  void s4_eight_at_once_send_one_code() {
    scenario.fails(WRITE, new AwsFault.Delay(Duration.ofMillis(300)), Effect.BEFORE, 8);
    Callable<String> back = () -> gist(byCallback.back(callback));

    assertThat(together(Collections.nCopies(8, back))).containsOnly("303 connected");

    assertThat(byCallback.posts()).isEqualTo(1);
  }

  @Test
  void f2b_eight_completions_at_once_send_one_code() {
    scenario.fails(WRITE, new AwsFault.Delay(Duration.ofMillis(300)), Effect.BEFORE, 8);
    Callable<String> complete = () -> gist(byCompletion.complete(completion));

    assertThat(together(Collections.nCopies(8, complete))).containsOnly("200 active");

    assertThat(byCompletion.posts()).isEqualTo(1);
  }

  @Test
  void s4_expired_meanwhile_sends_nothing() {
    scenario.fails(WRITE, new AwsFault.Delay(Duration.ofMillis(800)), Effect.BEFORE);

    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> {
                      Thread.sleep(400);
                      Store.expire(scenario.stack(), byCallback.id());
                      return "expires";
                    })))
        .containsExactly("303 expired", "expires");

    assertThat(byCallback.posts()).isZero();
  }

  @Test
  void s4_denied_meanwhile_sends_nothing() {
    var denial = byCallback.denied();
    scenario.fails(WRITE, new AwsFault.Delay(Duration.ofMillis(800)), Effect.BEFORE);

    assertThat(
            together(
                List.of(
                    () -> gist(byCallback.back(callback)),
                    () -> {
                      Thread.sleep(400);
                      return gist(byCallback.back(denial));
                    })))
        .containsExactly("303 denied", "303 denied");

    assertThat(byCallback.posts()).isZero();
  }
}
