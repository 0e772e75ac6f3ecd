package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.EXPIRY;
import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Deployment.NOON;
import static io.elementconnect.reconciler.Deployment.TOKEN;
import static io.elementconnect.reconciler.Reconciliation.ELEMENT;
import static io.elementconnect.reconciler.Reconciliation.OTHER_ID;
import static io.elementconnect.reconciler.Reconciliation.TAG;
import static io.elementconnect.reconciler.Reconciliation.TAGS;
import static io.elementconnect.reconciler.Reconciliation.bare;
import static io.elementconnect.reconciler.Reconciliation.instance;
import static io.elementconnect.reconciler.Reconciliation.tagged;
import static io.elementconnect.reconciler.Reconciliation.withoutToken;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an attempt that is looked for and not simply found. */
class RepairAttemptTest {
  private static final Hint HINT = new Hint(INSTANCE_ID, new Sealed("sealed-by-the-exchange"));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @Test
  void an_exchange_is_left_alone_as_long_as_its_lease_lasts() {
    var claimed = reconciliation.store(reconciliation.claimed());
    deployment.now = NOON.plusSeconds(60 + 88).minusNanos(1);

    assertThat(reconciliation.repair()).containsEntry("due", 0);

    assertThat(deployment.stored()).isEqualTo(claimed);
  }

  @Test
  void an_exchange_whose_lease_is_over_has_no_known_outcome() {
    var claimed = reconciliation.store(reconciliation.claimed());
    deployment.now = NOON.plusSeconds(60 + 88);

    assertThat(reconciliation.repair()).containsEntry("looked", 1).containsEntry("settled", 0);

    assertThat(deployment.stored()).isEqualTo(claimed.unknown(null, deployment.now));
    assertThat(deployment.journal.line("exchange_unsettled"))
        .containsEntry("status", "unknown")
        .containsEntry("reason", "lease over");
    assertThat(reconciliation.questions()).isEmpty();
  }

  @Test
  void a_callback_that_comes_to_its_end_right_after_its_lease_wins() {
    var claimed = reconciliation.store(reconciliation.claimed());
    deployment.now = NOON.plusSeconds(60 + 88);
    var connected = claimed.connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> reconciliation.store(connected));

    reconciliation.repair();

    assertThat(deployment.stored()).isEqualTo(connected);
    assertThat(deployment.journal.events()).containsExactly("repair_ended");
  }

  @Test
  void nothing_is_examined_up_before_its_time() {
    reconciliation.unknown(null);
    deployment.now = deployment.now.minusNanos(1);

    assertThat(reconciliation.repair()).containsEntry("due", 0);

    assertThat(reconciliation.questions()).isEmpty();
  }

  @Test
  void what_is_listed_and_cannot_be_read_counts_as_no_look() {
    reconciliation.unknown(null);
    reconciliation.lists(Reconciliation.withoutToken());

    reconciliation.repair();

    assertWaits(Duration.ofMinutes(1), 0, null);
  }

  @Test
  @Tag("R51")
  void three_looks_that_find_nothing_prove_that_nothing_was_created() {
    reconciliation.unknown(null);

    assertThat(reconciliation.repair()).containsEntry("settled", 0);
    assertWaits(Duration.ofMinutes(8), 1, null);
    assertThat(deployment.journal.line("exchange_unsettled"))
        .containsEntry("status", "unknown")
        .containsEntry("reason", "not found");

    reconciliation.pass(Duration.ofMinutes(8));
    reconciliation.repair();
    assertWaits(Duration.ofMinutes(8), 2, null);

    reconciliation.pass(Duration.ofMinutes(8));
    assertThat(reconciliation.repair()).containsEntry("settled", 1);
    assertThat(reconciliation.progress())
        .isEqualTo(new Failed(deployment.now, Failure.NOT_CREATED));
    assertThat(deployment.journal.line("attempt_ended"))
        .containsEntry("status", "failed")
        .containsEntry("reason", "not_created");
    assertThat(reconciliation.questions()).containsExactly(TAG, TAG, TAG);
  }

  @Test
  void between_two_looks_no_one_asks() {
    reconciliation.unknown(null);
    reconciliation.repair();
    reconciliation.pass(Duration.ofMinutes(8).minusNanos(1));

    assertThat(reconciliation.repair()).containsEntry("due", 0);

    assertThat(reconciliation.questions()).hasSize(1);
  }

  @Test
  void a_hinted_instance_that_is_gone_is_examined_up_as_often() {
    reconciliation.unknown(HINT);

    reconciliation.repair();
    assertWaits(Duration.ofMinutes(8), 1, null);
    assertThat(reconciliation.questions()).containsExactly(TAG, "4711");

    reconciliation.pass(Duration.ofMinutes(8));
    reconciliation.repair();
    assertWaits(Duration.ofMinutes(8), 2, null);

    reconciliation.pass(Duration.ofMinutes(8));
    reconciliation.repair();
    assertThat(reconciliation.progress())
        .isEqualTo(new Failed(deployment.now, Failure.NOT_CREATED));
  }

  @Test
  void a_look_without_an_answer_proves_nothing_and_is_repeated_by_the_next_run() {
    reconciliation.unknown(HINT);
    reconciliation.repair();
    reconciliation.pass(Duration.ofMinutes(8));
    deployment.cloudElements.lists(new Listing.Inconclusive("unreadable"));

    assertThat(reconciliation.repair()).containsEntry("looked", 1).containsEntry("settled", 0);

    assertWaits(MINUTE, 1, null);
    assertThat(deployment.journal.lines())
        .extracting(line -> line.get("reason"))
        .contains("lookup inconclusive: unreadable");
  }

  @Test
  void neither_does_a_reading_without_an_answer() {
    reconciliation.unknown(null);
    reconciliation.lists(withoutToken());
    deployment.cloudElements.reads(new Listing.Inconclusive("unreadable"));

    reconciliation.repair();

    assertWaits(MINUTE, 0, null);
  }

  @Test
  void looks_that_found_nothing_before_a_hint_came_prove_nothing() {
    var unknown = new Unknown(deployment.now, Lookups.STANDARD, deployment.now, 2, null);
    var seen = reconciliation.claimed().stillUnknown(unknown, HINT);
    reconciliation.store(seen);

    reconciliation.repair();

    assertWaits(Duration.ofMinutes(8), 1, null);
  }

  @Test
  void a_hint_that_comes_during_the_last_look_keeps_the_attempt() {
    var twice = new Unknown(deployment.now, Lookups.STANDARD, deployment.now, 2, null);
    var attempt = reconciliation.claimed().notLookedUp(twice, deployment.now.minus(MINUTE));
    reconciliation.store(attempt);
    var hinted = attempt.stillUnknown(twice, HINT);
    deployment.store.meanwhile(() -> reconciliation.store(hinted));

    assertThat(reconciliation.repair()).containsEntry("settled", 0);

    assertThat(deployment.stored()).isEqualTo(hinted);
    assertThat(deployment.journal.events()).containsExactly("repair_ended");
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  @Tag("R51")
  void a_contradiction_needs_an_operator(
      Failure problem,
      @Nullable Hint hint,
      List<RemoteInstance> listed,
      List<RemoteInstance> read,
      List<Integer> instances) {
    var unknown = reconciliation.unknown(hint);
    reconciliation.lists(listed.toArray(RemoteInstance[]::new));
    reconciliation.reads(read.toArray(RemoteInstance[]::new));

    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertThat(deployment.stored()).isEqualTo(unknown.needingOperator(problem, deployment.now));
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("reason", problem.code())
        .containsEntry("instances", instances);
  }

  static Stream<Arguments> contradictions() {
    var whole = instance();
    var other = instance(OTHER_ID);
    var untold = tagged(null);
    var hinted = new Hint(INSTANCE_ID, null);
    var invalid = new RemoteInstance(INSTANCE_ID, ELEMENT, null, TAGS, Map.of(), TOKEN, false);
    var withoutElement = new RemoteInstance(INSTANCE_ID, null, null, TAGS, Map.of(), TOKEN, true);
    return Stream.of(
        listed(Failure.OTHER_INSTANCE, null, List.of(whole, other), 4711, 4712),
        listed(Failure.OTHER_INSTANCE, HINT, List.of(whole, other), 4711, 4712),
        Arguments.of(
            Failure.OTHER_INSTANCE, HINT, List.of(other), List.of(whole), List.of(4711, 4712)),
        listed(
            Failure.OTHER_ELEMENT,
            null,
            List.of(new RemoteInstance(INSTANCE_ID, "another", null, TAGS, Map.of(), TOKEN, true)),
            4711),
        listed(Failure.INVALID_INSTANCE, null, List.of(invalid), 4711),
        read(Failure.INVALID_INSTANCE, null, withoutToken(), invalid),
        read(
            Failure.INVALID_INSTANCE,
            null,
            new RemoteInstance(INSTANCE_ID, ELEMENT, null, TAGS, Map.of(), null, false),
            whole),
        read(Failure.INCOMPLETE_INSTANCE, null, withoutElement, withoutElement),
        read(Failure.INCOMPLETE_INSTANCE, null, withoutToken(), withoutToken()),
        read(Failure.INCOMPLETE_INSTANCE, hinted, withoutToken(), withoutToken()),
        read(Failure.UNIDENTIFIED_INSTANCE, null, untold, untold),
        read(Failure.UNIDENTIFIED_INSTANCE, HINT, untold, tagged(List.of("ec:test"))));
  }

  /** Cloud Elements tells everything, or nothing, in its list. */
  private static Arguments listed(
      Failure problem, @Nullable Hint hint, List<RemoteInstance> listed, Integer... instances) {
    return Arguments.of(problem, hint, listed, List.of(), List.of(instances));
  }

  /** Cloud Elements is asked for the one instance that it lists. */
  private static Arguments read(
      Failure problem, @Nullable Hint hint, RemoteInstance listed, RemoteInstance read) {
    return Arguments.of(problem, hint, List.of(listed), List.of(read), List.of(4711));
  }

  @Test
  void a_hint_that_cloud_elements_does_not_know_is_dropped() {
    reconciliation.unknown(HINT);
    reconciliation.lists(instance(OTHER_ID));

    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertThat(reconciliation.questions()).containsExactly(TAG, "4711");
    assertThat(reconciliation.progress()).isEqualTo(new Connected(OTHER_ID));
  }

  @Test
  void after_a_busy_answer_three_empty_lookups_within_two_minutes_are_enough() {
    var answered = deployment.now;
    reconciliation.store(reconciliation.claimed().unknownAfterBusy(answered));

    lookUpAfter(answered, 10, false);
    lookUpAfter(answered, 30, false);
    lookUpAfter(answered, 90, true);

    assertThat(reconciliation.progress()).isEqualTo(new Failed(deployment.now, Failure.BUSY));
    assertThat(deployment.journal.line("attempt_ended"))
        .containsEntry("reason", "cloud_elements_busy");
    assertThat(reconciliation.questions()).containsExactly(TAG, TAG, TAG);
  }

  /** None is due right after this time, one is a second later. */
  private void lookUpAfter(Instant answered, int seconds, boolean settles) {
    deployment.now = answered.plusSeconds(seconds).plusMillis(999);
    assertThat(reconciliation.repair()).containsEntry("due", 0);
    deployment.now = answered.plusSeconds(seconds + 1);
    assertThat(reconciliation.repair()).containsEntry("settled", settles ? 1 : 0);
  }

  @Test
  void after_a_busy_answer_an_inconclusive_lookup_counts_for_nothing() {
    var answered = deployment.now;
    reconciliation.store(reconciliation.claimed().unknownAfterBusy(answered));
    deployment.cloudElements.lists(new Listing.Inconclusive("unreadable"));

    for (var minutes = 1; minutes <= 3; minutes++) {
      reconciliation.pass(MINUTE);
      assertThat(reconciliation.repair()).containsEntry("settled", 0);
    }
    reconciliation.pass(MINUTE);
    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertThat(reconciliation.progress()).isEqualTo(new Failed(deployment.now, Failure.BUSY));
  }

  @Test
  void after_a_busy_answer_an_instance_that_exists_is_connected() {
    reconciliation.store(reconciliation.claimed().unknownAfterBusy(deployment.now));
    reconciliation.pass(MINUTE);
    reconciliation.lists(instance());

    reconciliation.repair();

    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void an_attempt_that_stays_unreadable_for_an_hour_while_others_are_answered_needs_an_operator() {
    var unknown = reconciliation.unknown(HINT);
    deployment.now = since(unknown).plus(Duration.ofHours(1));
    deployment.cloudElements.lists(new Listing.Inconclusive("status 500"));

    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertThat(deployment.stored())
        .isEqualTo(unknown.needingOperator(Failure.LOOKUP_UNREADABLE, deployment.now));
    assertThat(reconciliation.questions()).containsExactly(TAG, "ec:test:none");
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("reason", "lookup_unreadable")
        .containsEntry("instances", List.of(4711));
    assertThat(deployment.journal.line("exchange_unsettled"))
        .containsEntry("reason", "lookup inconclusive: status 500");
  }

  @Test
  void before_the_hour_is_over_it_is_looked_up_again() {
    var unknown = reconciliation.unknown(null);
    deployment.now = since(unknown).plus(Duration.ofHours(1)).minusSeconds(1);
    deployment.cloudElements.lists(new Listing.Inconclusive("status 500"));

    reconciliation.repair();

    assertWaits(MINUTE, 0, null);
    assertThat(reconciliation.questions()).containsExactly(TAG);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void an_outage_for_all_moves_no_attempt_to_an_operator(Listing listing, Listing ofOthers) {
    var unknown = reconciliation.unknown(null);
    deployment.now = since(unknown).plus(Duration.ofDays(1));
    deployment.cloudElements.lists(listing, ofOthers);

    assertThat(reconciliation.repair()).containsEntry("settled", 0);

    assertThat(reconciliation.progress()).isInstanceOf(Unknown.class);
    assertThat(deployment.journal.line("attempt_overdue")).containsEntry("attemptId", ID.value());
  }

  static Stream<Arguments> outages() {
    var unreadable = new Listing.Inconclusive("status 500");
    return Stream.of(
        Arguments.of(unreadable, unreadable),
        Arguments.of(unreadable, new Listing.Unauthorized()),
        Arguments.of(unreadable, new Listing.Throttled(Optional.empty())),
        Arguments.of(new Listing.Unauthorized(), unreadable),
        Arguments.of(new Listing.Throttled(Optional.of(1)), unreadable));
  }

  private static Instant since(Attempt attempt) {
    return ((Unknown) attempt.progress()).since();
  }

  @Test
  void an_instance_whose_tags_no_one_reports_may_be_the_attempts_second_one() {
    reconciliation.unknown(null);
    reconciliation.lists(instance(), bare(OTHER_ID));
    reconciliation.reads(bare(OTHER_ID));

    reconciliation.repair();

    assertNeedsOperator(Failure.UNIDENTIFIED_INSTANCE);
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("instances", List.of(4712));
  }

  @Test
  void no_more_than_five_instances_are_read() {
    var bare = LongStream.rangeClosed(1, 6).mapToObj(id -> bare(new InstanceId(id))).toList();
    var ofOthers =
        bare.stream()
            .map(one ->
                new RemoteInstance(
                    one.id(), ELEMENT, null, List.of("ec:test"), Map.of(), TOKEN, true))
            .toList();
    reconciliation.unknown(null);
    reconciliation.lists(bare.toArray(RemoteInstance[]::new));
    reconciliation.reads(ofOthers.toArray(RemoteInstance[]::new));

    reconciliation.repair();

    assertThat(reconciliation.questions()).containsExactly(TAG, "1", "2", "3", "4", "5");
    assertNeedsOperator(Failure.UNIDENTIFIED_INSTANCE);
    assertThat(deployment.journal.line("operator_needed")).containsEntry("instances", List.of(6));
  }

  @Test
  void an_instance_that_is_stored_for_another_attempt_needs_an_operator() {
    reconciliation.isTaken();
    var taken = deployment.store.instances();
    reconciliation.unknown(null);
    reconciliation.lists(instance());

    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertNeedsOperator(Failure.INSTANCE_TAKEN);
    assertThat(deployment.store.instances()).isEqualTo(taken);
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("reason", "instance_taken")
        .containsEntry("instances", List.of(4711));
  }

  /** The attempts were restored to an earlier time, and the instances were not. */
  @Test
  void an_instance_that_is_stored_for_this_attempt_is_stored_again() {
    reconciliation.unknown(null);
    reconciliation.lists(instance());
    reconciliation.repair();
    reconciliation.unknown(null);
    reconciliation.lists(instance());

    assertThat(reconciliation.repair()).containsEntry("settled", 1);

    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.store.instances()).hasSize(1);
  }

  @Test
  void what_another_caller_settled_meanwhile_needs_no_operator() {
    var unknown = reconciliation.unknown(null);
    reconciliation.lists(instance(), instance(OTHER_ID));
    var failed = unknown.failed(Failure.GIVEN_UP, deployment.now);
    deployment.store.meanwhile(() -> reconciliation.store(failed));

    assertThat(reconciliation.repair()).containsEntry("settled", 0);

    assertThat(deployment.stored()).isEqualTo(failed);
    assertThat(deployment.journal.events()).containsExactly("repair_ended");
  }

  @Test
  void an_attempt_is_overdue_an_hour_after_its_expiry_and_examined_up_still() {
    deployment.now = EXPIRY.plus(Duration.ofHours(1));
    reconciliation.unknown(null);
    deployment.cloudElements.lists(new Listing.Inconclusive("unreadable"));
    reconciliation.repair();
    assertThat(deployment.journal.events()).doesNotContain("attempt_overdue");
    reconciliation.pass(MINUTE);
    reconciliation.lists(instance());

    reconciliation.repair();

    assertThat(deployment.journal.line("attempt_overdue")).containsEntry("attemptId", ID.value());
    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  private void assertWaits(Duration time, int emptyLookups, @Nullable Hint hint) {
    assertThat(reconciliation.progress())
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown ->
                assertThat(unknown)
                    .isEqualTo(
                        new Unknown(
                            unknown.since(),
                            Lookups.STANDARD,
                            deployment.now.plus(time),
                            emptyLookups,
                            hint)));
  }

  private void assertNeedsOperator(Failure problem) {
    assertThat(reconciliation.progress())
        .isEqualTo(new NeedsOperator(deployment.now, problem, null, null));
  }
}
