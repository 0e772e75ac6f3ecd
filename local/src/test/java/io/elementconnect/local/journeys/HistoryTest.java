package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.History;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history of a real flow: it holds, and what somebody bends past the functions is seen. */
class HistoryTest {
  private final Scenario scenario = new Scenario();
  private final History history = scenario.history();

  @Test
  void a_flow_that_goes_well_holds() {
    var attempt = scenario.begin();
    attempt.back(attempt.allowed());
    attempt.read();

    history.checkAtRest();
  }

  @Test
  void an_instance_that_is_lost_is_seen() {
    var attempt = scenario.begin();
    attempt.back(attempt.allowed());

    Store.deleteInstances(scenario.stack(), scenario.ann().tenant());

    assertThatThrownBy(history::checkAtRest)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("I3 (")
        .hasMessageContaining("I8 (")
        .hasMessageContaining(attempt.id());
  }

  @Test
  void a_secret_in_an_answer_is_seen_and_not_told() {
    var attempt = scenario.begin();
    var shown = "outcome=settling";
    history.secrets(List.of(shown));
    scenario.fails(CloudElementsRoute.CREATE_INSTANCE, new Fault.OtherElement(), Effect.AFTER);

    attempt.back(attempt.allowed());

    assertThatThrownBy(history::check).hasMessageContaining("I5 (").hasMessageNotContaining(shown);
  }

  @Test
  void only_the_attempts_of_this_history_are_looked_at() {
    var other = new Scenario();
    var attempt = other.begin();
    attempt.back(attempt.allowed());
    Store.deleteInstances(other.stack(), other.ann().tenant());

    history.checkAtRest();
  }

  @Test
  void an_answer_about_an_attempt_that_nobody_began_is_a_mistake() {
    var answer = scenario.ann().get("/instances");

    assertThatThrownBy(() -> history.answered("unknown", answer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_fault_that_nobody_met_is_told() {
    scenario.fails(CloudElementsRoute.CREATE_INSTANCE, new Fault.Close(), Effect.AFTER);

    assertThatThrownBy(scenario::end).hasMessageContaining("faults that nobody met");
    assertThat(scenario.stack().simulator().waitingFaults()).isEmpty();
  }
}
