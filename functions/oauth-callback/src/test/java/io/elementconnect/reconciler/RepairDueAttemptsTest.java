package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ACCOUNT;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Reconciliation.TAG;
import static io.elementconnect.reconciler.Reconciliation.found;
import static io.elementconnect.reconciler.Reconciliation.id;
import static io.elementconnect.reconciler.Reconciliation.instance;
import static io.elementconnect.reconciler.Reconciliation.withoutToken;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One run over all attempts that are due. */
class RepairDueAttemptsTest {
  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @Test
  void nothing_is_due_maximum_of_the_time() {
    reconciliation.store(reconciliation.claimed().failed(Failure.GIVEN_UP, deployment.now));

    assertEnded(0, 0, 0, "done");

    assertThat(deployment.journal.line("repair_ended"))
        .containsEntry("due", 0)
        .containsEntry("looked", 0)
        .containsEntry("settled", 0)
        .containsEntry("reason", "done");
  }

  @Test
  void each_attempt_comes_to_its_own_end() {
    unknown(3);
    reconciliation.unknown(null);
    reconciliation.lists();
    deployment.cloudElements.lists(new Listing.Inconclusive("unreadable"));
    reconciliation.lists();
    reconciliation.lists(instance());

    assertEnded(4, 4, 1, "done");

    assertThat(reconciliation.questions())
        .containsExactly("ec:test:" + id(1), "ec:test:" + id(2), "ec:test:" + id(3), TAG);
    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  @Tag("R52")
  void a_run_takes_up_a_hundred_attempts_at_most() {
    unknown(101);

    assertEnded(100, 100, 0, "done");

    assertEnded(1, 1, 0, "done");
  }

  @Test
  @Tag("R52")
  void a_run_begins_nothing_after_40_seconds() {
    unknown(3);
    eachWriteTakes(Duration.ofSeconds(20).plusNanos(1));

    assertEnded(3, 2, 0, "out_of_time");

    assertThat(deployment.store.attempt(id(3)).progress())
        .isEqualTo(
            new Unknown(
                Deployment.NOON.plusSeconds(30),
                Lookups.STANDARD,
                Deployment.NOON.plusSeconds(60),
                0,
                null));
  }

  @Test
  void a_run_goes_on_until_40_seconds_are_over() {
    unknown(3);
    eachWriteTakes(Duration.ofSeconds(20));

    assertEnded(3, 3, 0, "done");
  }

  @Test
  void an_attempt_that_ended_since_the_run_began_is_left_alone() {
    unknown(2);
    var failed = deployment.store.attempt(id(2)).failed(Failure.GIVEN_UP, deployment.now);
    deployment.store.meanwhile(() -> reconciliation.store(failed));

    assertEnded(2, 2, 0, "done");

    assertThat(deployment.store.attempt(id(2))).isEqualTo(failed);
    assertThat(reconciliation.questions()).hasSize(1);
  }

  @Test
  void so_is_one_that_another_caller_put_off() {
    unknown(2);
    var seen = deployment.store.attempt(id(2));
    var put =
        seen.notLookedUp(
            new Unknown(deployment.now, Lookups.STANDARD, deployment.now, 1, null), deployment.now);
    deployment.store.meanwhile(() -> reconciliation.store(put));

    assertEnded(2, 2, 0, "done");

    assertThat(deployment.store.attempt(id(2))).isEqualTo(put);
  }

  @Test
  void one_that_is_not_there_any_more_needs_nothing() {
    unknown(2);
    deployment.store.meanwhile(() -> deployment.store.sweepAway(id(2)));

    assertEnded(2, 2, 0, "done");

    assertThat(reconciliation.questions()).hasSize(1);
  }

  @Test
  void an_internal_error_does_not_keep_the_others_from_being_examined() {
    unknown(1);
    reconciliation.unknown(null);
    reconciliation.lists();
    reconciliation.lists(instance());
    deployment.store.meanwhile(() -> {
      throw new IllegalStateException("a-secret");
    });

    assertEnded(2, 2, 1, "done");

    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.journal.line("request_failed"))
        .containsEntry("error", "java.lang.IllegalStateException");
    assertThat(deployment.journal.text()).doesNotContain("a-secret");
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "900, 900", "86400, 900", ", 60"})
  @Tag("R52")
  void nobody_asks_again_before_cloud_elements_said(Integer retryAfter, int seconds) {
    unknown(2);
    var before = deployment.store.attempts();
    deployment.cloudElements.lists(new Listing.Throttled(Optional.ofNullable(retryAfter)));

    assertEnded(2, 0, 0, "too_fast");

    assertThat(deployment.store.attempts()).isEqualTo(before);
    reconciliation.pass(Duration.ofSeconds(seconds).minusNanos(1));
    assertEnded(0, 0, 0, "waiting");
    assertThat(reconciliation.questions()).hasSize(1);
    reconciliation.pass(Duration.ofNanos(1));
    assertEnded(2, 2, 0, "done");
  }

  @Test
  void a_reading_that_comes_too_fast_ends_the_run_too() {
    unknown(2);
    reconciliation.lists(withoutToken());
    deployment.cloudElements.reads(new Listing.Throttled(Optional.empty()));

    assertEnded(2, 0, 0, "too_fast");

    assertThat(reconciliation.questions()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("readingsThatAreRefused")
  @Tag("R52")
  void an_instance_that_may_not_be_read_does_not_keep_the_others_from_being_examined(
      Listing refusal, String reason) {
    unknown(1);
    reconciliation.unknown(null);
    deployment.cloudElements.lists(found(instanceOf(id(1))));
    deployment.cloudElements.reads(refusal, refusal);
    assertEnded(2, 0, 0, reason);
    reconciliation.pass(Duration.ofMinutes(1));
    reconciliation.lists(instance());

    reconciliation.repair();

    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  static Stream<Arguments> readingsThatAreRefused() {
    return Stream.of(
        Arguments.of(new Listing.Unauthorized(), "unauthorized"),
        Arguments.of(new Listing.Throttled(Optional.empty()), "too_fast"));
  }

  private static RemoteInstance instanceOf(AttemptId attempt) {
    return new RemoteInstance(
        Reconciliation.OTHER_ID,
        Reconciliation.ELEMENT,
        null,
        List.of("ec:test", "ec:test:" + attempt),
        Map.of(),
        null,
        true);
  }

  @Test
  void secrets_that_are_refused_end_the_run_and_the_next_one_tries_again() {
    unknown(2);
    deployment.cloudElements.lists(new Listing.Unauthorized());

    assertEnded(2, 0, 0, "unauthorized");

    assertThat(reconciliation.questions()).hasSize(1);
    assertEnded(2, 2, 0, "done");
  }

  @Test
  void without_the_accounts_secrets_no_one_is_asked() {
    unknown(2);
    var before = deployment.store.attempts();
    deployment.secrets.unset(ACCOUNT);

    assertEnded(2, 0, 0, "secret_not_set");

    assertThat(reconciliation.questions()).isEmpty();
    assertThat(deployment.store.attempts()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"FIND", "SETTLE"})
  void a_store_that_is_down_ends_the_run_and_changes_nothing(Call call) {
    unknown(1);
    var before = deployment.store.attempts();
    deployment.store.breakDown(call);

    assertEnded(1, 0, 0, "unavailable");

    assertUnavailable("store");
    assertThat(deployment.store.attempts()).isEqualTo(before);
    deployment.store.heal();
    assertEnded(1, 1, 0, "done");
  }

  @Test
  void one_whose_write_is_not_taken_does_not_keep_the_others_from_being_examined() {
    unknown(3);
    deployment.store.meanwhile(() -> {
      throw new Unavailable(Dependency.STORE, "ValidationException");
    });

    assertEnded(3, 2, 0, "unavailable");
  }

  @Test
  void a_store_that_stays_down_is_asked_for_three_attempts_only() {
    unknown(5);
    deployment.store.breakDown(Call.SETTLE);

    assertEnded(5, 0, 0, "unavailable");

    assertThat(reconciliation.questions()).hasSize(3);
  }

  @Test
  void an_instance_that_cannot_be_stored_is_found_by_the_next_run() {
    reconciliation.unknown(null);
    var postponed = postponed();
    deployment.cloudElements.lists(found(instance()), found(instance()));
    deployment.store.breakDown(Call.CONNECT);

    assertEnded(1, 0, 0, "unavailable");

    assertUnavailable("store");
    assertThat(deployment.stored()).isEqualTo(postponed);
    deployment.store.heal();
    reconciliation.pass(Duration.ofMinutes(1));
    assertEnded(1, 1, 1, "done");
  }

  @Test
  void what_is_due_cannot_be_reported_while_the_store_is_down() {
    deployment.store.breakDown(Call.LIST_DUE);

    assertThat(reconciliation.repair())
        .containsEntry("status", 503)
        .containsEntry("code", "try_again");

    assertUnavailable("store");
  }

  @Test
  void a_token_that_cannot_be_sealed_is_not_stored() {
    reconciliation.unknown(null);
    var postponed = postponed();
    reconciliation.lists(instance());
    deployment.dataKeys.breakDown();

    assertEnded(1, 0, 0, "unavailable");

    assertUnavailable("sealing");
    assertThat(deployment.stored()).isEqualTo(postponed);
    assertThat(deployment.store.instances()).isEmpty();
  }

  @Test
  void secrets_that_cannot_be_read_end_the_run() {
    unknown(1);
    deployment.accountChecks.store(new AccountCheck(null, deployment.now));
    deployment.secrets.breakDown();

    assertEnded(1, 0, 0, "unavailable");

    assertUnavailable("secrets");
    assertThat(reconciliation.questions()).isEmpty();
  }

  /** The attempt with nothing found out about it, to be looked for in a minute. */
  private Attempt postponed() {
    return deployment
        .stored()
        .notLookedUp(
            new Unknown(deployment.now.minusSeconds(30), Lookups.STANDARD, deployment.now, 0, null),
            deployment.now);
  }

  private void unknown(int number) {
    IntStream.rangeClosed(1, number).forEach(reconciliation::unknown);
  }

  private void eachWriteTakes(Duration time) {
    deployment.store.meanwhile(() -> {
      reconciliation.pass(time);
      eachWriteTakes(time);
    });
  }

  private void assertEnded(int due, int looked, int settled, String reason) {
    Map<String, Object> ended =
        Json.object("due", due, "looked", looked, "settled", settled, "reason", reason);
    assertThat(reconciliation.repair()).isEqualTo(ended);
  }

  private void assertUnavailable(String dependency) {
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", dependency);
  }
}
