package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Deployment.NOON;
import static io.elementconnect.reconciler.Reconciliation.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.json.Json;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListNeedingOperatorTest {
  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @Test
  void nothing_waits_maximum_of_the_time() {
    reconciliation.unknown(null);

    assertThat(list()).isEmpty();

    assertThat(reconciliation.questions()).isEmpty();
  }

  @Test
  void an_attempt_is_listed_with_why_it_waits() {
    reconciliation.store(
        reconciliation.claimed().needingOperator(Failure.OTHER_ELEMENT, NOON.plusSeconds(90)));

    assertThat(list())
        .isEqualTo(
            List.of(
                Json.object(
                    "attemptId",
                    ID.value(),
                    "tenant",
                    "acme",
                    "user",
                    "ann",
                    "element",
                    "infusionsofterp",
                    "name",
                    "Acme's Infusionsoft",
                    "since",
                    "2026-11-23T12:01:30Z",
                    "problem",
                    Map.of("code", "other_element", "detail", Failure.OTHER_ELEMENT.detail()))));
  }

  @Test
  void one_that_is_connected_is_listed_with_its_instance() {
    reconciliation.store(
        reconciliation
            .claimed()
            .connected(INSTANCE_ID)
            .needingOperator(Failure.OTHER_INSTANCE, NOON));

    assertThat(list()).singleElement().extracting("connectedInstanceId").isEqualTo(4711L);
  }

  @Test
  void one_whose_instance_is_not_stored_is_listed_with_it() {
    reconciliation.store(
        reconciliation
            .claimed()
            .needingOperator(Failure.INSTANCE_TAKEN, new Hint(INSTANCE_ID, null), NOON));

    assertThat(list()).singleElement().extracting("createdInstanceId").isEqualTo(4711L);
  }

  @Test
  void the_longest_waiting_come_first_and_a_hundred_at_most() {
    IntStream.rangeClosed(1, 101).forEach(number -> wait(number, NOON.minusSeconds(number)));

    assertThat(list())
        .hasSize(100)
        .extracting("attemptId")
        .startsWith(id(101).value(), id(100).value())
        .endsWith(id(2).value());
  }

  @Test
  void the_list_is_not_to_be_had_while_the_store_is_down() {
    wait(1, NOON);
    deployment.store.breakDown(Call.LIST_WAITING);
    assertTriedAgain();
    deployment.store.heal();
    deployment.store.breakDown(Call.FIND);

    assertTriedAgain();
  }

  private void wait(int number, Instant since) {
    reconciliation.store(
        reconciliation.unknown(number).needingOperator(Failure.OTHER_INSTANCE, since));
  }

  private void assertTriedAgain() {
    assertThat(answer()).containsEntry("status", 503).containsEntry("code", "try_again");
  }

  private List<?> list() {
    return answer().get("items") instanceof List<?> items ? items : List.of("no list");
  }

  private Map<String, Object> answer() {
    return reconciliation.invoke(Map.of("list", true));
  }
}
