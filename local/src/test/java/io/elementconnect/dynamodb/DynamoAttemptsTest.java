package io.elementconnect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempts.Start.Stored;
import io.elementconnect.attempts.Caller;
import io.elementconnect.testing.AttemptsContract;
import io.elementconnect.testing.Examples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract, and how attempts and the counter of starts are stored. */
class DynamoAttemptsTest extends AttemptsContract {
  private final DynamoStore store = new DynamoStore();

  DynamoAttemptsTest() {
    super(new DynamoStore());
  }

  @Test
  @Tag("R10")
  void a_pending_attempt_is_swept_a_day_after_its_expiry() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    attempts.start(attempt);

    var ttl = attempt.expiresAt().plus(Duration.ofDays(1)).getEpochSecond();

    assertThat(store.item(attempt.id().value()))
        .containsEntry("ttl", AttributeValue.fromN(Long.toString(ttl)));
  }

  @Test
  void storing_an_attempt_again_changes_and_counts_nothing() {
    var caller = Examples.caller();
    var attempt = Examples.attempt(caller, Examples.browserKey());
    attempts.start(attempt);

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(counter(caller)).containsEntry("starts", AttributeValue.fromN("1"));
  }

  private Map<String, AttributeValue> counter(Caller caller) {
    var until = Examples.NOON.plus(Duration.ofMinutes(15)).getEpochSecond();
    return store.item("starts#" + caller.hash() + "#" + until);
  }
}
