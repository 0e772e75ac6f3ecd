package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreInstanceTest {
  private static final InstanceId OTHER_ID = new InstanceId(1);

  private final Deployment deployment = new Deployment();
  private final Instant claimedAt = deployment.now;
  private final Attempt claimed = deployment.begin().claimed("me", CODE, claimedAt);
  private final Instance instance =
      new Instance(
          "acme",
          INSTANCE_ID,
          ID,
          "infusionsofterp",
          "Acme's Infusionsoft",
          List.of("trial"),
          SITE,
          claimedAt,
          "ann",
          new Sealed("sealed-token"));
  private final Hint hint = new Hint(INSTANCE_ID, instance.token());
  private final Attempt connected = claimed.connected(INSTANCE_ID);
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void the_instance_was_created() {
    deployment.store.put(claimed);
    deployment.pause = this::pause;
  }

  @Test
  void the_write_is_repeated_until_the_store_is_back() {
    deployment.store.breakDown(Call.CONNECT);
    afterPauses(3, deployment.store::heal);

    assertThat(store()).isEqualTo(new Current(connected, instance));

    assertThat(deployment.stored()).isEqualTo(connected);
    assertThat(deployment.store.instances()).containsExactly(instance);
    assertThat(deployment.store.calls()).isEqualTo(Collections.nCopies(4, Call.CONNECT));
    assertThat(deployment.journal.events()).containsExactly("attempt_connected");
  }

  @Test
  void it_is_repeated_for_5_seconds_at_growing_distances() {
    deployment.store.breakDown(Call.CONNECT);

    store();

    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1600L);
  }

  @ParameterizedTest
  @CsvSource({"5000,2", "4600,1", "4599,0", "1000,0"})
  void it_is_repeated_only_while_a_call_may_end_in_time(long millisecondsLeft, int repetitions) {
    deployment.store.breakDown(Call.CONNECT);

    store(Duration.ofMillis(millisecondsLeft));

    assertThat(pauses).hasSize(repetitions);
  }

  @Test
  void what_could_not_be_stored_is_left_in_the_attempt_with_its_token() {
    deployment.store.breakDown(Call.CONNECT);

    var outcome = store();

    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertStatus(claimed.unknown(hint, deployment.now).progress());
    assertThat(deployment.journal.events())
        .containsExactly("dependency_unavailable", "exchange_unsettled", "instance_not_stored");
    assertThat(deployment.journal.line("instance_not_stored"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("instanceId", 4711);
  }

  @Test
  void without_time_for_another_call_it_is_only_journalled() {
    deployment.store.breakDown(Call.CONNECT);

    var outcome = store(Duration.ofMillis(4_499));

    assertThat(outcome).isEqualTo(new Current(claimed));
    assertThat(deployment.store.calls()).containsExactly(Call.CONNECT);
    assertThat(deployment.journal.events())
        .containsExactly("dependency_unavailable", "instance_not_stored");
  }

  @Test
  void a_write_that_was_applied_although_no_answer_came_is_recognised() {
    deployment.store.breakDown(Call.CONNECT);
    afterPauses(5, () -> deployment.store.put(connected));

    assertThat(store()).isEqualTo(new Current(connected, instance));

    assertThat(deployment.journal.events())
        .containsExactly("dependency_unavailable", "attempt_connected");
  }

  @Test
  void so_it_is_when_nothing_but_reading_works() {
    deployment.store.breakDown(Call.CONNECT, Call.SETTLE);
    afterPauses(5, () -> deployment.store.put(connected));

    assertThat(store()).isEqualTo(new Current(connected, instance));

    assertThat(deployment.journal.events())
        .containsExactly("dependency_unavailable", "dependency_unavailable", "attempt_connected");
  }

  @Test
  void when_nothing_works_the_attempt_keeps_its_lease_and_the_instance_is_journalled() {
    deployment.store.breakDown(Call.CONNECT, Call.SETTLE, Call.FIND);

    assertThat(store()).isEqualTo(new Current(claimed));

    assertStatus(claimed.progress());
    assertThat(deployment.journal.line("instance_not_stored")).containsEntry("instanceId", 4711);
  }

  @Test
  void an_attempt_that_is_examined_up_meanwhile_is_reported_what_to_find() {
    var unknown = claimed.unknown(null, claimedAt.plusSeconds(88));
    deployment.store.put(unknown);

    var outcome = store();

    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertStatus(
        new Unknown(
            claimedAt.plusSeconds(88), Lookups.STANDARD, claimedAt.plusSeconds(118), 0, hint));
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.events())
        .containsExactly("exchange_unsettled", "instance_not_stored");
  }

  @Test
  void a_hint_without_its_token_gets_it() {
    deployment.store.put(claimed.unknown(new Hint(INSTANCE_ID, null), claimedAt));

    store();

    assertStatus(new Unknown(claimedAt, Lookups.STANDARD, claimedAt.plusSeconds(30), 0, hint));
  }

  @Test
  void a_search_that_was_put_off_meanwhile_stays_put_off() {
    var later = new Unknown(claimedAt, Lookups.STANDARD, claimedAt.plusSeconds(600), 0, null);
    var unknown = claimed.unknown(null, claimedAt);
    deployment.store.put(unknown);
    deployment.store.breakDown(Call.CONNECT);
    afterPauses(
        5,
        () ->
            deployment.store.meanwhile(
                () -> deployment.store.put(unknown.stillUnknown(later, hint))));

    store();

    assertStatus(new Unknown(claimedAt, Lookups.STANDARD, claimedAt.plusSeconds(600), 0, hint));
  }

  @Test
  void the_same_instance_that_another_caller_adopted_is_fine() {
    var adopted = withOwner("reconciler").connected(INSTANCE_ID);
    deployment.store.put(adopted);

    assertThat(store()).isEqualTo(new Current(adopted, instance));

    assertStatus(adopted.progress());
    assertThat(deployment.journal.events()).doesNotContain("instance_not_stored");
  }

  @Test
  void a_second_instance_needs_an_operator() {
    deployment.store.put(withOwner("reconciler").connected(OTHER_ID));

    var outcome = store();

    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertStatus(new NeedsOperator(deployment.now, Failure.OTHER_INSTANCE, OTHER_ID, hint));
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("reason", "other_instance")
        .containsEntry("instances", List.of(4711));
    assertThat(deployment.journal.line("instance_not_stored")).containsEntry("instanceId", 4711);
  }

  @Test
  void so_does_one_that_is_not_the_hinted_one() {
    deployment.store.put(claimed.unknown(new Hint(OTHER_ID, null), claimedAt));

    store();

    assertStatus(new NeedsOperator(deployment.now, Failure.OTHER_INSTANCE, null, hint));
  }

  @Test
  void so_does_one_whose_attempt_was_given_up() {
    deployment.store.put(claimed.failed(Failure.refused(400), claimedAt));

    store();

    assertStatus(new NeedsOperator(deployment.now, Failure.LATE_INSTANCE, null, hint));
  }

  @Test
  void what_an_operator_has_already_is_left_to_them() {
    var contradiction = claimed.needingOperator(Failure.OTHER_ELEMENT, claimedAt);
    deployment.store.put(contradiction);

    assertThat(store()).isEqualTo(new Current(contradiction));

    assertStatus(contradiction.progress());
    assertThat(deployment.journal.events()).containsExactly("instance_not_stored");
  }

  @Test
  void who_is_overtaken_again_looks_at_what_is_now() {
    deployment.store.put(claimed.unknown(null, claimedAt));
    deployment.store.breakDown(Call.CONNECT);
    afterPauses(
        5,
        () -> deployment.store.meanwhile(() -> deployment.store.put(claimed.connected(OTHER_ID))));

    store();

    assertStatus(new NeedsOperator(deployment.now, Failure.OTHER_INSTANCE, OTHER_ID, hint));
  }

  private void pause(Duration time) {
    pauses.add(time);
    deployment.now = deployment.now.plus(time);
  }

  private void afterPauses(int number, Runnable happening) {
    deployment.pause =
        time -> {
          pause(time);
          if (pauses.size() == number) {
            happening.run();
          }
        };
  }

  private Attempt withOwner(String owner) {
    return deployment.begin().claimed(owner, CODE, claimedAt);
  }

  private Outcome store() {
    return store(Duration.ofSeconds(20));
  }

  private Outcome store(Duration left) {
    return deployment.storeInstance.store(claimed, instance, deployment.now.plus(left));
  }

  private void assertStatus(Progress progress) {
    assertThat(deployment.stored().progress()).isEqualTo(progress);
  }
}
