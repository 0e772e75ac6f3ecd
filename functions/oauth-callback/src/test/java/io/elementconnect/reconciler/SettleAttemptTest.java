package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
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
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.testing.MemoryStore.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator ends an attempt that waits for one. */
class SettleAttemptTest {
  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;
  private final Attempt waiting =
      reconciliation.store(
          reconciliation.claimed().needingOperator(Failure.INCOMPLETE_INSTANCE, deployment.now));

  @Test
  void the_chosen_instance_is_adopted() {
    reconciliation.lists(instance());

    assertThat(adopt())
        .isEqualTo(Map.of("attemptId", ID.value(), "status", "connected", "instanceId", 4711L));

    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.stored().owner()).isNotEqualTo(waiting.owner());
    var stored = deployment.store.instances().getFirst();
    var context = new EncryptionContext(Purpose.TOKEN, "acme", ID, "4711");
    assertThat(deployment.sealer.unseal(stored.token(), context))
        .contains(TOKEN.getBytes(StandardCharsets.UTF_8));
    assertThat(deployment.journal.events())
        .containsExactly("attempt_connected", "operator_settled");
    assertThat(deployment.journal.line("operator_settled"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("status", "connected");
  }

  /** The hinted instance was deleted. Its token must not become that of another one. */
  @Test
  @Tag("R34")
  void an_instance_other_than_the_hinted_one_gets_its_own_token() {
    var hint = new Hint(OTHER_ID, new Sealed("token-of-the-hinted-instance"));
    reconciliation.store(
        reconciliation.claimed().needingOperator(Failure.OTHER_INSTANCE, hint, deployment.now));
    reconciliation.lists(instance());

    assertThat(adopt()).containsEntry("status", "connected");

    var stored = deployment.store.instances().getFirst();
    var context = new EncryptionContext(Purpose.TOKEN, "acme", ID, "4711");
    assertThat(deployment.sealer.unseal(stored.token(), context))
        .contains(TOKEN.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_attempt_without_any_instance_is_given_up() {
    assertThat(giveUp()).isEqualTo(Map.of("attemptId", ID.value(), "status", "failed"));

    assertThat(deployment.stored()).isEqualTo(waiting.failed(Failure.GIVEN_UP, deployment.now));
    assertThat(deployment.journal.line("operator_settled"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("status", "failed");
    assertThat(reconciliation.questions()).containsExactly(TAG);
  }

  @Test
  void the_operator_may_choose_an_instance_whose_tags_are_not_reported() {
    reconciliation.lists(bare(OTHER_ID));
    reconciliation.reads(tagged(null), bare(OTHER_ID));

    assertThat(adopt()).containsEntry("status", "connected");

    assertThat(reconciliation.questions()).containsExactly(TAG, "4711", "4712");
  }

  @Test
  void instances_whose_tags_are_not_reported_do_not_keep_an_attempt_from_being_given_up() {
    reconciliation.lists(bare(OTHER_ID));
    reconciliation.reads(bare(OTHER_ID));

    assertThat(giveUp()).containsEntry("status", "failed");
  }

  @Test
  void an_attempt_that_does_not_exist_is_unknown() {
    deployment.store.sweepAway(ID);

    assertRefused(adopt(), 404, "unknown_attempt");

    assertThat(reconciliation.questions()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("attemptsThatWaitForNobody")
  void an_attempt_that_does_not_wait_is_left_alone(Attempt attempt) {
    reconciliation.store(attempt);

    assertRefused(giveUp(), 409, "not_waiting");

    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(reconciliation.questions()).isEmpty();
  }

  static Stream<Attempt> attemptsThatWaitForNobody() {
    var reconciliation = new Reconciliation();
    var claimed = reconciliation.claimed();
    var at = claimed.expiresAt();
    return Stream.of(
        reconciliation.deployment.begin(),
        claimed,
        claimed.unknown(null, at),
        claimed.connected(INSTANCE_ID),
        claimed.denied(at),
        claimed.failed(Failure.GIVEN_UP, at));
  }

  @Test
  void an_instance_that_does_not_exist_is_unknown() {
    assertRefused(adopt(), 404, "unknown_instance");

    assertThat(deployment.stored()).isEqualTo(waiting);
    assertThat(reconciliation.questions()).containsExactly(TAG, "4711");
  }

  @Test
  void so_is_one_of_another_attempt() {
    reconciliation.reads(tagged(List.of("ec:test", "ec:test:" + Reconciliation.id(1))));

    assertRefused(adopt(), 404, "unknown_instance");

    assertThat(deployment.stored()).isEqualTo(waiting);
  }

  @Test
  void an_attempt_that_has_instances_is_not_given_up() {
    reconciliation.lists(instance(), instance(OTHER_ID));

    assertThat(assertRefused(giveUp(), 409, "other_instances")).contains("4711, 4712");

    assertThat(deployment.stored()).isEqualTo(waiting);
  }

  @Test
  void nor_is_one_whose_instance_reports_no_tags() {
    reconciliation.store(hinting(Failure.OTHER_ELEMENT));
    reconciliation.lists(bare(INSTANCE_ID));
    reconciliation.reads(tagged(null));

    assertThat(assertRefused(giveUp(), 409, "other_instances")).contains("4711");
  }

  @Test
  void nor_is_one_whose_instance_is_not_listed_yet() {
    reconciliation.store(hinting(Failure.OTHER_ELEMENT));
    reconciliation.reads(tagged(null));

    assertThat(assertRefused(giveUp(), 409, "other_instances")).contains("4711");

    assertThat(assertRefusedForOther()).contains("4711");
  }

  @Test
  void but_the_instance_of_another_caller_keeps_nobody() {
    reconciliation.store(hinting(Failure.INSTANCE_TAKEN));

    assertThat(giveUp()).containsEntry("status", "failed");

    assertThat(reconciliation.questions()).containsExactly(TAG);
  }

  @Test
  void nor_is_one_of_two_instances_adopted() {
    reconciliation.lists(instance(), instance(OTHER_ID));

    assertThat(assertRefused(adopt(), 409, "other_instances"))
        .contains("4712")
        .doesNotContain("4711");

    assertThat(deployment.stored()).isEqualTo(waiting);
    assertThat(deployment.store.instances()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("unsuitableInstances")
  void an_unsuitable_instance_is_refused_with_what_is_wrong(
      RemoteInstance instance, Failure problem) {
    reconciliation.lists(instance);
    reconciliation.reads(instance);

    assertThat(assertRefused(adopt(), 409, problem.code())).isEqualTo(problem.detail());

    assertThat(deployment.stored()).isEqualTo(waiting);
    assertThat(deployment.store.instances()).isEmpty();
  }

  static Stream<Arguments> unsuitableInstances() {
    return Stream.of(
        Arguments.of(withoutToken(), Failure.INCOMPLETE_INSTANCE),
        Arguments.of(
            new RemoteInstance(INSTANCE_ID, "another", null, TAGS, Map.of(), TOKEN, true),
            Failure.OTHER_ELEMENT),
        Arguments.of(
            new RemoteInstance(INSTANCE_ID, ELEMENT, null, TAGS, Map.of(), TOKEN, false),
            Failure.INVALID_INSTANCE));
  }

  @Test
  void an_instance_that_is_stored_for_another_attempt_is_refused() {
    reconciliation.isTaken();
    reconciliation.lists(instance());

    assertRefused(adopt(), 409, "instance_taken");

    assertThat(deployment.stored()).isEqualTo(waiting);
  }

  @ParameterizedTest
  @MethodSource("answersThatTellNothing")
  void nothing_is_settled_on_what_is_not_known(Listing listing) {
    deployment.cloudElements.lists(listing, listing);

    assertRefused(giveUp(), 503, "try_again");
    assertRefused(adopt(), 503, "try_again");

    assertThat(deployment.stored()).isEqualTo(waiting);
    assertThat(deployment.journal.events()).isEmpty();
  }

  static Stream<Listing> answersThatTellNothing() {
    return Stream.of(
        new Listing.Inconclusive("unreadable"),
        new Listing.Unauthorized(),
        new Listing.Throttled(Optional.empty()));
  }

  @Test
  void who_adopts_an_attempt_that_changed_meanwhile_is_reported_so() {
    reconciliation.lists(instance());
    var changed = waiting.failed(Failure.GIVEN_UP, deployment.now);
    deployment.store.meanwhile(() -> reconciliation.store(changed));

    assertRefused(adopt(), 409, "changed");

    assertThat(deployment.stored()).isEqualTo(changed);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void so_is_who_gives_one_up() {
    var changed = waiting.connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> reconciliation.store(changed));

    assertRefused(giveUp(), 409, "changed");

    assertThat(deployment.stored()).isEqualTo(changed);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void an_attempt_that_was_connected_stays_so_once_nothing_else_exists() {
    var connected = connectedBefore();
    reconciliation.lists(instance());

    assertThat(adopt())
        .isEqualTo(Map.of("attemptId", ID.value(), "status", "connected", "instanceId", 4711L));

    assertThat(deployment.stored()).isEqualTo(connected);
    assertThat(deployment.journal.events()).containsExactly("operator_settled");
    assertThat(deployment.store.instances()).isEmpty();
  }

  /** As with any attempt whose instance is deleted at Cloud Elements later. */
  @Test
  void it_does_so_also_when_its_instance_is_gone() {
    var connected = connectedBefore();

    assertThat(adopt()).containsEntry("status", "connected");

    assertThat(deployment.stored()).isEqualTo(connected);
  }

  @Test
  void nor_does_it_as_long_as_another_exists() {
    connectedBefore();
    reconciliation.lists(instance(), instance(OTHER_ID));

    assertThat(assertRefused(adopt(), 409, "other_instances")).contains("4712");
  }

  @Test
  void the_instance_that_a_tenant_uses_is_not_taken_away() {
    connectedBefore();

    assertThat(assertRefused(giveUp(), 409, "other_instances")).contains("4711");
    assertThat(assertRefused(adopt(OTHER_ID), 409, "other_instances")).contains("4711");

    assertThat(reconciliation.questions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FIND", "CONNECT"})
  void a_store_that_is_down_is_to_be_tried_again(Call call) {
    reconciliation.lists(instance());
    deployment.store.breakDown(call);

    assertRefused(adopt(), 503, "try_again");

    assertThat(deployment.stored()).isEqualTo(waiting);
    assertThat(deployment.journal.events()).containsExactly("dependency_unavailable");
  }

  @Test
  void so_is_giving_up_while_it_is_down() {
    deployment.store.breakDown(Call.SETTLE);

    assertRefused(giveUp(), 503, "try_again");
  }

  @Test
  void so_is_a_token_that_cannot_be_sealed() {
    reconciliation.lists(instance());
    deployment.dataKeys.breakDown();

    assertRefused(adopt(), 503, "try_again");

    assertThat(deployment.stored()).isEqualTo(waiting);
  }

  /** Another instance is chosen while the one that the exchange saw exists. */
  private String assertRefusedForOther() {
    reconciliation.lists(instance(OTHER_ID));
    reconciliation.reads(tagged(null));
    return assertRefused(adopt(OTHER_ID), 409, "other_instances");
  }

  private Attempt hinting(Failure problem) {
    return reconciliation
        .claimed()
        .needingOperator(problem, new Hint(INSTANCE_ID, null), deployment.now);
  }

  /** The attempt was connected before it came to an operator; gives how it stood then. */
  private Attempt connectedBefore() {
    var connected = reconciliation.claimed().connected(INSTANCE_ID);
    reconciliation.store(connected.needingOperator(Failure.OTHER_INSTANCE, deployment.now));
    return connected;
  }

  private Map<String, Object> adopt() {
    return adopt(INSTANCE_ID);
  }

  private Map<String, Object> adopt(InstanceId instance) {
    return settle(Map.of("attemptId", ID.value(), "instanceId", instance.value()));
  }

  private Map<String, Object> giveUp() {
    return settle(Map.of("attemptId", ID.value(), "failed", true));
  }

  private Map<String, Object> settle(Map<String, Object> settlement) {
    return reconciliation.invoke(Map.of("settle", settlement));
  }

  /** The detail of the refusal. */
  private static String assertRefused(Map<String, Object> answer, int status, String code) {
    assertThat(answer)
        .containsEntry("status", status)
        .containsEntry("code", code)
        .containsEntry("requestId", "lambda-request");
    return String.valueOf(answer.get("detail"));
  }
}
