package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ACCOUNT;
import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Reconciliation.OTHER_ID;
import static io.elementconnect.reconciler.Reconciliation.TAG;
import static io.elementconnect.reconciler.Reconciliation.id;
import static io.elementconnect.reconciler.Reconciliation.instance;
import static io.elementconnect.reconciler.Reconciliation.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.json.Json;
import io.elementconnect.testing.MemoryStore.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SweepInstancesTest {
  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @Test
  void everything_with_the_deployments_tag_is_compared() {
    assertSwept(0, 0, "done");

    assertThat(reconciliation.questions()).containsExactly("ec:test");
  }

  @ParameterizedTest
  @MethodSource("attemptsThatAccountForIt")
  void an_instance_of_a_connected_or_unsettled_attempt_is_accounted_for(Attempt attempt) {
    reconciliation.store(attempt);
    reconciliation.lists(instance());

    assertSwept(1, 0, "done");

    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.journal.events()).containsExactly("sweep_ended");
  }

  static Stream<Attempt> attemptsThatAccountForIt() {
    var claimed = new Reconciliation().claimed();
    var at = claimed.expiresAt();
    return Stream.of(
        claimed,
        claimed.connected(INSTANCE_ID),
        claimed.unknown(null, at),
        claimed.needingOperator(Failure.OTHER_INSTANCE, at));
  }

  @ParameterizedTest
  @MethodSource("attemptsThatEndedWithoutIt")
  void an_instance_of_an_attempt_that_ended_without_it_needs_an_operator(
      Attempt attempt, Failure problem) {
    reconciliation.store(attempt);
    reconciliation.lists(instance());

    assertSwept(1, 1, "done");

    assertThat(deployment.stored())
        .isEqualTo(attempt.needingOperator(problem, new Hint(INSTANCE_ID, null), deployment.now));
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("reason", problem.code())
        .containsEntry("instances", List.of(4711));
  }

  static Stream<Arguments> attemptsThatEndedWithoutIt() {
    var claimed = new Reconciliation().claimed();
    var at = claimed.expiresAt();
    return Stream.of(
        Arguments.of(claimed.denied(at), Failure.LATE_INSTANCE),
        Arguments.of(claimed.failed(Failure.NOT_CREATED, at), Failure.LATE_INSTANCE),
        Arguments.of(claimed.connected(OTHER_ID), Failure.OTHER_INSTANCE));
  }

  @Test
  void a_connection_that_has_a_second_instance_is_kept() {
    reconciliation.store(reconciliation.claimed().connected(OTHER_ID));
    reconciliation.lists(instance(OTHER_ID), instance());

    assertSwept(2, 1, "done");

    assertThat(reconciliation.progress())
        .isEqualTo(
            new NeedsOperator(
                deployment.now, Failure.OTHER_INSTANCE, OTHER_ID, new Hint(INSTANCE_ID, null)));
  }

  @Test
  void the_operator_is_called_once_for_an_attempt() {
    reconciliation.store(reconciliation.claimed().failed(Failure.NOT_CREATED, deployment.now));
    reconciliation.lists(instance());
    reconciliation.lists(instance());
    reconciliation.sweep();

    assertSwept(1, 0, "done");

    assertThat(deployment.journal.line("operator_needed")).isNotEmpty();
  }

  @Test
  void an_attempt_that_changed_meanwhile_is_left_to_the_next_sweep() {
    var failed = reconciliation.claimed().failed(Failure.NOT_CREATED, deployment.now);
    var settled = failed.adopted("operator", INSTANCE_ID);
    reconciliation.store(failed);
    reconciliation.lists(instance());
    deployment.store.meanwhile(() -> reconciliation.store(settled));

    assertSwept(1, 1, "done");

    assertThat(deployment.stored()).isEqualTo(settled);
    assertThat(deployment.journal.events()).containsExactly("sweep_ended");
  }

  @Test
  void an_instance_of_an_attempt_that_does_not_exist_is_unaccounted_for() {
    reconciliation.lists(instance());

    assertUnaccounted("no such attempt");
  }

  @Test
  void so_is_one_of_an_attempt_for_which_nothing_was_sent() {
    var pending = deployment.begin();
    reconciliation.lists(instance());

    assertUnaccounted("attempt is pending");

    assertThat(deployment.stored()).isEqualTo(pending);
  }

  @Test
  void one_whose_tags_are_not_reported_is_no_reason_for_an_alarm() {
    reconciliation.unknown(null);
    reconciliation.lists(tagged(null));

    assertSwept(1, 0, "tags_not_told");

    assertThat(deployment.journal.events()).containsExactly("sweep_ended");
  }

  static final List<List<String>> TAGS_OF_NO_ATTEMPT =
      List.of(
          List.of(),
          List.of("ec:test"),
          List.of("ec:test", "ec:test:"),
          List.of("ec:test", TAG + "x"),
          List.of("ec:test", "x" + TAG),
          List.of("ec:test", "ec:testing:" + ID),
          List.of("ec:test", TAG, "ec:test:" + id(1)),
          List.of("ec:test", TAG, "ec:test:short"));

  @ParameterizedTest
  @FieldSource("TAGS_OF_NO_ATTEMPT")
  void so_is_one_that_does_not_name_exactly_one_attempt(List<String> tags) {
    reconciliation.unknown(null);
    reconciliation.lists(tagged(tags));

    assertUnaccounted("no attempt named");
  }

  @Test
  void each_of_several_instances_is_compared() {
    reconciliation.store(reconciliation.claimed().connected(INSTANCE_ID));
    reconciliation.lists(
        tagged(List.of("ec:test")), instance(), tagged(null), tagged(List.of("ec:test")));

    assertSwept(4, 2, "tags_not_told");
  }

  @Test
  void a_list_that_is_not_to_be_had_is_reported_in_the_journal() {
    deployment.cloudElements.lists(
        new Listing.Inconclusive("unreadable"),
        new Listing.Unauthorized(),
        new Listing.Throttled(Optional.of(30)));

    assertSwept(0, 0, "not_known");
    assertSwept(0, 0, "unauthorized");
    assertSwept(0, 0, "too_fast");
    assertThat(deployment.journal.lines())
        .extracting(line -> line.get("event"), line -> line.get("reason"))
        .containsExactly(
            tuple("sweep_cut_short", "not_known"),
            tuple("sweep_cut_short", "unauthorized"),
            tuple("sweep_cut_short", "too_fast"));
  }

  @Test
  void without_the_accounts_secrets_no_one_is_asked() {
    deployment.secrets.unset(ACCOUNT);

    assertSwept(0, 0, "secret_not_set");

    assertThat(reconciliation.questions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FIND", "SETTLE"})
  void a_store_that_is_down_ends_the_sweep(Call call) {
    var failed =
        reconciliation.store(reconciliation.claimed().failed(Failure.NOT_CREATED, deployment.now));
    reconciliation.lists(instance());
    deployment.store.breakDown(call);

    assertSwept(0, 0, "unavailable");

    assertThat(deployment.stored()).isEqualTo(failed);
    assertThat(deployment.journal.events())
        .containsExactly("dependency_unavailable", "sweep_cut_short");
  }

  @Test
  void one_that_fails_by_an_internal_error_does_not_end_the_sweep() {
    var failed =
        reconciliation.store(reconciliation.claimed().failed(Failure.NOT_CREATED, deployment.now));
    reconciliation.lists(instance(), instance(OTHER_ID));
    deployment.store.meanwhile(() -> {
      throw new IllegalStateException("a row that cannot be read");
    });

    assertSwept(2, 2, "done");

    assertThat(deployment.stored())
        .isEqualTo(
            failed.needingOperator(
                Failure.LATE_INSTANCE, new Hint(OTHER_ID, null), deployment.now));
    assertThat(deployment.journal.line("request_failed")).isNotEmpty();
    assertThat(deployment.journal.line("instance_unaccounted"))
        .containsEntry("instanceId", 4711)
        .containsEntry("reason", "fault");
  }

  private void assertUnaccounted(String reason) {
    assertSwept(1, 1, "done");
    assertThat(deployment.journal.line("instance_unaccounted"))
        .containsEntry("instanceId", 4711)
        .containsEntry("reason", reason);
    assertThat(deployment.journal.line("sweep_ended"))
        .containsEntry("instances", 1)
        .containsEntry("unaccounted", 1);
  }

  private void assertSwept(int instances, int unaccounted, String reason) {
    assertThat(reconciliation.sweep())
        .isEqualTo(
            Json.object("instances", instances, "unaccounted", unaccounted, "reason", reason));
  }
}
