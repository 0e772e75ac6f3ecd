package io.elementconnect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts.Start.Stored;
import io.elementconnect.attempts.Attempts.Start.TooMany;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.local.AwsPart;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoAttemptsTest {
  private final AwsPart aws = AwsPart.shared();
  private final DynamoDbClient client = aws.clients().dynamoDb();
  private final DynamoAttempts attempts = new DynamoAttempts(client, aws.attemptsTable());

  @Test
  void an_attempt_is_found_as_it_was_stored() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(attempts.find(attempt.id())).contains(attempt);
  }

  @Test
  void an_attempt_without_secrets_or_site_is_found_as_it_was_stored() {
    var request =
        new ConnectionRequest("e", "n", List.of(), Map.of(), null, null, "https://a/", "https://b");
    var attempt =
        Attempt.begin(
            State.random(new SecureRandom()).attemptId(),
            Examples.caller(),
            request,
            Examples.browserKey(),
            Examples.NOON);

    attempts.start(attempt);

    assertThat(attempts.find(attempt.id())).contains(attempt);
  }

  @Test
  void an_unknown_attempt_is_not_found() {
    assertThat(attempts.find(State.random(new SecureRandom()).attemptId())).isEmpty();
  }

  @Test
  @Tag("R10")
  void a_pending_attempt_is_swept_a_day_after_its_expiry() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    attempts.start(attempt);

    var ttl = attempt.expiresAt().plus(Duration.ofDays(1)).getEpochSecond();

    assertThat(item(attempt.id().value()))
        .containsEntry("ttl", AttributeValue.fromN(Long.toString(ttl)));
  }

  @Test
  void storing_an_attempt_again_changes_and_counts_nothing() {
    var caller = Examples.caller();
    var attempt = Examples.attempt(caller, Examples.browserKey());
    attempts.start(attempt);

    assertThat(attempts.start(attempt)).isEqualTo(new Stored());

    assertThat(counter(caller.tenant())).containsEntry("starts", AttributeValue.fromN("1"));
  }

  @Test
  void an_attempt_that_has_gone_on_is_not_stored_over() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    var claimed = attempt.claimed(Examples.OWNER, Examples.CODE, Examples.NOON);
    var item = AttemptSchema.SCHEMA.itemToMap(claimed, true);
    client.putItem(request -> request.tableName(aws.attemptsTable()).item(item));

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

    assertThat(outcome).isEqualTo(new TooMany(Examples.NOON.plus(Duration.ofMinutes(15))));
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

  /** As a caller does who is told to try again: twenty transactions on one counter do conflict. */
  private Object startUntilAnswered(Attempt attempt) {
    while (true) {
      try {
        return attempts.start(attempt);
      } catch (io.elementconnect.Unavailable e) {
        Thread.onSpinWait();
      }
    }
  }

  private Map<String, AttributeValue> counter(String tenant) {
    var until = Examples.NOON.plus(Duration.ofMinutes(15)).getEpochSecond();
    return item("starts#" + tenant + "#ann#" + until);
  }

  private Map<String, AttributeValue> item(String id) {
    var key = Map.of("attemptId", AttributeValue.fromS(id));
    return client.getItem(request -> request.tableName(aws.attemptsTable()).key(key)).item();
  }
}
