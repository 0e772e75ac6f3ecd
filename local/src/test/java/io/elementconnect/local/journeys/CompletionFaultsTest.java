package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The fault matrix, row F2b from the claim on: {@code complete} tells what the callback would have
 * told. What comes before, and other users, stand in {@link PreparationFaultsTest} and {@link
 * SameUserTest}.
 */
class CompletionFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String completion = attempt.completion(attempt.allowed());

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void f2b_refused_is_a_conflict() {
    scenario.fails(CREATE_INSTANCE, new Fault.Status(400), BEFORE);

    assertThat(gist(attempt.complete(completion))).isEqualTo("409 cloud_elements_refused");
    assertThat(gist(attempt.complete(completion))).isEqualTo("409 cloud_elements_refused");
  }

  @Test
  void f2b_unclear_is_settling() {
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), AFTER);

    assertThat(gist(attempt.complete(completion))).isEqualTo("202 settling");
    var again = attempt.complete(completion);
    assertThat(gist(again)).isEqualTo("202 settling");
    assertThat(again.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(attempt.lookedUp()).isEqualTo("connected");
    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");
    assertThat(attempt.posts()).isEqualTo(1);
  }

  @Test
  void f2b_another_element_needs_an_operator() {
    scenario.fails(CREATE_INSTANCE, new Fault.OtherElement(), AFTER);

    assertThat(gist(attempt.complete(completion))).isEqualTo("202 needs_operator");
    assertThat(gist(attempt.complete(completion))).isEqualTo("202 needs_operator");
  }

  @Test
  void f2b_a_callback_in_time_counts_past_the_expiry() throws InterruptedException {
    Thread.sleep(1_100);
    Store.expire(scenario.stack(), attempt.id(), 0);

    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");
  }

  @Test
  void f2b_a_callback_that_came_too_late_is_expired() {
    Store.expire(scenario.stack(), attempt.id(), 60);

    assertThat(gist(attempt.complete(completion))).isEqualTo("410 attempt_expired");

    assertThat(attempt.posts()).isZero();
  }
}
