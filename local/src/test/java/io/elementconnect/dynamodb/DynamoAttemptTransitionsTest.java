package io.elementconnect.dynamodb;

import static io.elementconnect.testing.Examples.NOON;
import static io.elementconnect.testing.Examples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.AttemptTransitions.Transition.Done;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.testing.AttemptTransitionsContract;
import io.elementconnect.testing.Examples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract, and how each transition is stored. */
class DynamoAttemptTransitionsTest extends AttemptTransitionsContract {
  private final DynamoStore store = new DynamoStore();

  DynamoAttemptTransitionsTest() {
    super(new DynamoStore());
  }

  @Test
  @Tag("R10")
  @Tag("R46")
  void a_claimed_attempt_is_due_for_repair_and_has_no_time_to_live() {
    claim(OWNER);

    assertThat(item()).containsKeys("repairAt", "repairShard").doesNotContainKey("ttl");
  }

  @Test
  @Tag("R10")
  void a_released_attempt_waits_with_its_time_to_live_again() {
    release();

    assertThat(item()).containsKey("ttl").doesNotContainKeys("owner", "repairAt", "repairShard");
  }

  @Test
  @Tag("R10")
  void a_denial_is_kept_for_thirty_days() {
    var denied = pending.denied(NOON);

    assertThat(transitions.conclude(denied, proof, NOON)).isEqualTo(new Done(denied));

    assertThat(item())
        .containsEntry(
            "ttl",
            AttributeValue.fromN(Long.toString(NOON.plus(Duration.ofDays(30)).getEpochSecond())));
  }

  @Test
  void an_attempt_for_the_operator_stands_in_the_operators_part_of_the_index() {
    var claimed = claim(OWNER);

    transitions.update(claimed.needingOperator(Failure.OTHER_ELEMENT, NOON), claimed);

    assertThat(item()).containsEntry("repairShard", AttributeValue.fromS("operator"));
  }

  @Test
  @Tag("R48")
  void a_connected_attempt_has_neither_lease_nor_repair_nor_time_to_live() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);

    transitions.connect(claimed.connected(id), Examples.instanceOf(pending, id), claimed);

    assertThat(item())
        .containsEntry("status", AttributeValue.fromS("CONNECTED"))
        .doesNotContainKeys("ttl", "repairAt", "repairShard", "leaseUntil");
  }

  @Test
  void an_empty_look_is_counted() {
    var unknown = unknown();

    transitions.update(unknown.notFound((Unknown) unknown.progress(), NOON), unknown);

    assertThat(item()).containsEntry("emptyLookups", AttributeValue.fromN("1"));
  }

  private Map<String, AttributeValue> item() {
    return store.item(pending.id().value());
  }
}
