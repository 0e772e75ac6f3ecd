package io.elementconnect.testing;

import static io.elementconnect.testing.Examples.CODE;
import static io.elementconnect.testing.Examples.NOON;
import static io.elementconnect.testing.Examples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Connection;
import io.elementconnect.attempts.AttemptTransitions.Connection.Made;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.AttemptTransitions.Transition.Done;
import io.elementconnect.attempts.AttemptTransitions.Transition.Lost;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.instances.Instances;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link AttemptTransitions} guarantees. */
public abstract class AttemptTransitionsContract {
  protected final Caller ann = Examples.caller();
  protected final BrowserKey browserKey = Examples.browserKey();
  protected final Attempt pending = Examples.attempt(ann, browserKey);
  protected final Proof proof = new SameBrowser(browserKey);

  private final ContractStore store;
  private final Attempts attempts;
  private final Instances instances;
  protected final AttemptTransitions transitions;

  protected AttemptTransitionsContract(ContractStore store) {
    this.store = store;
    this.attempts = store.attempts();
    this.instances = store.instances();
    this.transitions = store.transitions();
  }

  @BeforeEach
  void an_attempt_is_pending() {
    attempts.start(pending);
  }

  @Test
  @Tag("R46")
  void a_claim_is_written_ahead_of_the_exchange() {
    var claimed = pending.claimed(OWNER, CODE, NOON);

    assertThat(transitions.claim(claimed, proof, NOON)).isEqualTo(new Done(claimed));

    assertThat(attempts.find(pending.id())).contains(claimed);
  }

  @Test
  void a_second_claim_is_lost_to_the_first() {
    var first = claim(OWNER);

    var second = transitions.claim(pending.claimed("another", CODE, NOON), proof, NOON);

    assertThat(second).isEqualTo(new Lost(first));
  }

  @Test
  @Tag("R47")
  void a_claim_that_was_applied_before_is_recognised() {
    var claimed = claim(OWNER);

    assertThat(transitions.claim(claimed, proof, NOON)).isEqualTo(new Done(claimed));
  }

  @Test
  @Tag("R46")
  void of_fifty_claims_at_once_one_is_done() throws Exception {
    var claims =
        IntStream.range(0, 50)
            .<Callable<Transition>>mapToObj(
                i -> () -> transitions.claim(pending.claimed("owner" + i, CODE, NOON), proof, NOON))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done =
          threads.invokeAll(claims).stream()
              .filter(claim -> claim.resultNow() instanceof Done)
              .count();
      assertThat(done).isEqualTo(1);
    }
  }

  @Test
  @Tag("R03")
  void another_browser_claims_nothing() {
    var stranger = new SameBrowser(Examples.browserKey());

    assertLost(transitions.claim(pending.claimed(OWNER, CODE, NOON), stranger, NOON));
  }

  @Test
  @Tag("R09")
  void an_attempt_cannot_be_claimed_from_its_expiry_on() {
    var expiry = pending.expiresAt();

    assertLost(transitions.claim(pending.claimed(OWNER, CODE, expiry), proof, expiry));
  }

  @Test
  @Tag("R09")
  void an_attempt_can_be_claimed_until_its_expiry() {
    var last = pending.expiresAt().minusSeconds(1);

    assertThat(transitions.claim(pending.claimed(OWNER, CODE, last), proof, last))
        .isInstanceOf(Done.class);
  }

  @Test
  void its_user_claims_what_came_in_time_after_the_expiry() {
    var inTime = new SameUser(ann, pending.expiresAt().minusSeconds(1));
    var later = pending.expiresAt().plusSeconds(60);

    assertThat(transitions.claim(pending.claimed(OWNER, CODE, later), inTime, later))
        .isInstanceOf(Done.class);
  }

  @Test
  @Tag("R09")
  void its_user_claims_nothing_that_came_too_late() {
    var late = new SameUser(ann, pending.expiresAt());

    assertLost(transitions.claim(pending.claimed(OWNER, CODE, NOON), late, NOON));
  }

  @Test
  @Tag("R03")
  void another_user_or_tenant_claims_nothing() {
    var claimed = pending.claimed(OWNER, CODE, NOON);

    assertLost(
        transitions.claim(claimed, new SameUser(new Caller(ann.tenant(), "bob"), NOON), NOON));
    assertLost(transitions.claim(claimed, new SameUser(new Caller("other", "ann"), NOON), NOON));
  }

  @Test
  @Tag("R53")
  void after_a_release_only_the_same_code_is_claimed_for() {
    var released = release();

    assertLost(transitions.claim(released.claimed("other", "another-code", NOON), proof, NOON));
    assertThat(transitions.claim(released.claimed("other", CODE, NOON), proof, NOON))
        .isInstanceOf(Done.class);
  }

  @Test
  void a_claim_from_before_a_release_does_not_undo_it() {
    release();

    assertLost(transitions.claim(pending.claimed("late", CODE, NOON), proof, NOON));
  }

  @Test
  void a_denial_is_stored() {
    var denied = pending.denied(NOON);

    assertThat(transitions.conclude(denied, proof, NOON)).isEqualTo(new Done(denied));

    assertThat(attempts.find(pending.id())).contains(denied);
  }

  @Test
  void a_denial_that_was_applied_before_is_recognised() {
    var denied = pending.denied(NOON.plusMillis(700));
    transitions.conclude(denied, proof, NOON);

    assertThat(transitions.conclude(denied, proof, NOON)).isEqualTo(new Done(denied));
  }

  @Test
  void an_end_that_was_applied_before_is_recognised() {
    var claimed = claim(OWNER);
    var unknown = claimed.unknown(null, NOON.plusMillis(700));
    transitions.update(unknown, claimed);

    assertThat(transitions.update(unknown, claimed)).isEqualTo(new Done(unknown));
  }

  @Test
  void a_claimed_attempt_cannot_be_denied() {
    claim(OWNER);

    assertThat(transitions.conclude(pending.denied(NOON), proof, NOON)).isInstanceOf(Lost.class);
  }

  @Test
  void only_the_owner_settles() {
    var claimed = claim(OWNER);

    assertThat(
            transitions.update(claimed.unknown(null, NOON), pending.claimed("another", CODE, NOON)))
        .isInstanceOf(Lost.class);
    assertThat(transitions.update(claimed.unknown(null, NOON), claimed)).isInstanceOf(Done.class);
  }

  @Test
  void an_attempt_is_settled_only_as_it_was_seen() {
    var claimed = claim(OWNER);
    var hint = new Hint(Examples.instanceId(), new Sealed("token"));
    var unknown = claimed.unknown(null, NOON);
    var hinted = unknown.stillUnknown((Unknown) unknown.progress(), hint);
    var later = claimed.unknown(null, NOON.plusSeconds(60));
    var connected = claimed.connected(Examples.instanceId());
    var elsewhere = claimed.connected(Examples.instanceId());
    var contradiction = claimed.needingOperator(Failure.OTHER_ELEMENT, NOON);
    for (var stands : List.of(claimed, unknown, hinted, later, connected, elsewhere)) {
      for (var seen : List.of(claimed, unknown, hinted, later, connected, elsewhere)) {
        store.put(stands);

        assertThat(transitions.update(contradiction, seen))
            .isEqualTo(seen.equals(stands) ? new Done(contradiction) : new Lost(stands));
      }
    }
  }

  @Test
  void each_way_to_settle_is_found_as_it_was_stored() {
    var hint = Examples.instanceId();
    var claimed = claim(OWNER);
    var ways =
        List.of(
            claimed.unknown(new Hint(hint, null), NOON),
            claimed.unknown(new Hint(hint, new Sealed("token")), NOON),
            claimed.needingOperator(Failure.OTHER_ELEMENT, NOON),
            claimed.failed(Failure.refused(400), NOON));
    for (var settled : ways) {
      transitions.update(settled, claimed);

      assertThat(attempts.find(pending.id())).contains(settled);

      store.put(claimed);
    }
  }

  @Test
  @Tag("R48")
  void connecting_stores_attempt_and_instance_together() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    var connected = claimed.connected(id);
    var instance = Examples.instanceOf(pending, id);

    assertThat(transitions.connect(connected, instance, claimed)).isEqualTo(new Made(connected));

    assertThat(attempts.find(pending.id())).contains(connected);
    assertThat(instances.find(ann.tenant(), id)).contains(instance);
  }

  @Test
  @Tag("R48")
  void connecting_again_is_recognised() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    var connected = claimed.connected(id);
    transitions.connect(connected, Examples.instanceOf(pending, id), claimed);

    assertThat(transitions.connect(connected, Examples.instanceOf(pending, id), claimed))
        .isEqualTo(new Made(connected));
  }

  @Test
  @Tag("R48")
  void who_lost_the_attempt_stores_no_instance() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    transitions.update(claimed.unknown(null, NOON), claimed);

    var outcome =
        transitions.connect(claimed.connected(id), Examples.instanceOf(pending, id), claimed);

    assertThat(outcome).isInstanceOf(Connection.Lost.class);
    assertThat(instances.find(ann.tenant(), id)).isEmpty();
  }

  @Test
  void the_one_who_was_taken_for_dead_stores_no_instance_when_another_claimed_meanwhile() {
    var id = Examples.instanceId();
    var late = claim(OWNER);
    var released = late.released(NOON);
    transitions.update(released, late);
    transitions.claim(released.claimed("another", CODE, NOON), proof, NOON);

    var outcome = transitions.connect(late.connected(id), Examples.instanceOf(pending, id), late);

    assertThat(outcome).isInstanceOf(Connection.Lost.class);
    assertThat(instances.find(ann.tenant(), id)).isEmpty();
  }

  @Test
  void an_instance_is_connected_once_only() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    transitions.connect(claimed.connected(id), Examples.instanceOf(pending, id), claimed);
    var another = Examples.attempt(ann, browserKey);
    attempts.start(another);
    var alsoClaimed = another.claimed(OWNER, CODE, NOON);
    transitions.claim(alsoClaimed, proof, NOON);

    var outcome =
        transitions.connect(
            alsoClaimed.connected(id), Examples.instanceOf(another, id), alsoClaimed);

    assertThat(outcome).isEqualTo(new Connection.Taken());
    assertThat(attempts.find(another.id())).contains(alsoClaimed);
    assertThat(instances.find(ann.tenant(), id)).contains(Examples.instanceOf(pending, id));
  }

  /** The attempts were restored to an earlier time, and the instances were not. */
  @Test
  void an_attempts_own_instance_is_connected_again() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    transitions.connect(claimed.connected(id), Examples.instanceOf(pending, id), claimed);
    var unknown = claimed.unknown(null, NOON);
    store.put(unknown);
    var adopted = unknown.adopted("a-run", id);

    assertThat(transitions.connect(adopted, Examples.instanceOf(pending, id), unknown))
        .isEqualTo(new Made(adopted));
    assertThat(instances.find(ann.tenant(), id)).contains(Examples.instanceOf(pending, id));
  }

  @Test
  void what_is_unknown_is_adopted_once() {
    var unknown = unknown();
    var id = Examples.instanceId();
    var adopted = unknown.adopted("a-run", id);

    assertThat(transitions.connect(adopted, Examples.instanceOf(pending, id), unknown))
        .isEqualTo(new Made(adopted));
    // Another run may have sealed the same token anew: its request is another one.
    assertThat(
            transitions.connect(
                unknown.adopted("another-run", id), Examples.instanceOf(pending, id), unknown))
        .isEqualTo(new Connection.Lost(adopted));
    assertThat(attempts.find(pending.id())).contains(adopted);
  }

  @Test
  void nothing_is_adopted_when_more_has_become_known_since() {
    var unknown = unknown();
    var progress = (Unknown) unknown.progress();
    var hinted = unknown.stillUnknown(progress, new Hint(Examples.instanceId(), null));
    transitions.update(hinted, unknown);
    var id = Examples.instanceId();

    var outcome =
        transitions.connect(
            unknown.adopted("a-run", id), Examples.instanceOf(pending, id), unknown);

    assertThat(outcome).isEqualTo(new Connection.Lost(hinted));
    assertThat(instances.find(ann.tenant(), id)).isEmpty();
  }

  @Test
  void a_lookup_is_counted_by_one_of_several_callers() {
    var unknown = unknown();
    var progress = (Unknown) unknown.progress();
    var counted = unknown.notFound(progress, NOON);

    assertThat(transitions.update(counted, unknown)).isEqualTo(new Done(counted));
    assertThat(transitions.update(unknown.notFound(progress, NOON.plusSeconds(1)), unknown))
        .isEqualTo(new Lost(counted));
    assertThat(attempts.find(pending.id())).contains(counted);
  }

  @Test
  void a_lookup_that_was_counted_meanwhile_counts_though_it_is_due_at_the_same_time() {
    var unknown = unknown();
    var progress = (Unknown) unknown.progress();
    var counted = unknown.notFound(progress, NOON);
    transitions.update(counted, unknown);
    var later = Duration.between(dueAt(unknown.notLookedUp(progress, NOON)), dueAt(counted));
    var seen = unknown.notLookedUp(progress, NOON.plus(later));
    assertThat(dueAt(seen)).isEqualTo(dueAt(counted));

    assertThat(transitions.update(seen.failed(Failure.UNREACHABLE, NOON), seen))
        .isEqualTo(new Lost(counted));

    assertThat(attempts.find(pending.id())).contains(counted);
  }

  private static Instant dueAt(Attempt unknown) {
    return ((Unknown) unknown.progress()).repairAt();
  }

  @Test
  void an_operator_knows_which_instance_the_attempt_was_connected_with() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    var connected = claimed.connected(id);
    transitions.connect(connected, Examples.instanceOf(pending, id), claimed);

    var handedOver = connected.needingOperator(Failure.OTHER_INSTANCE, NOON);
    assertThat(transitions.update(handedOver, connected)).isEqualTo(new Done(handedOver));

    assertThat(attempts.find(pending.id())).contains(handedOver);
    assertThat(handedOver.progress())
        .isEqualTo(new NeedsOperator(NOON, Failure.OTHER_INSTANCE, id, null));
  }

  @Test
  void an_attempt_is_settled_whatever_else_differs() {
    var claimed = claim(OWNER);
    var id = Examples.instanceId();
    var sealed = claimed.unknown(new Hint(id, new Sealed("token")), NOON);
    var sealedAgain = claimed.unknown(new Hint(id, new Sealed("again")), NOON);
    var failed = claimed.failed(Failure.NOT_CREATED, NOON);
    var failedLater = claimed.failed(Failure.GIVEN_UP, NOON.plusSeconds(60));
    var ofElement = claimed.needingOperator(Failure.OTHER_ELEMENT, NOON);
    var ofInstance = claimed.needingOperator(Failure.OTHER_INSTANCE, NOON);
    var later = claimed.claimed(OWNER, CODE, NOON.plusSeconds(60));
    var seenAndStored =
        List.of(
            List.of(sealed, sealedAgain),
            List.of(failed, failedLater),
            List.of(ofElement, ofInstance),
            List.of(claimed, later));
    for (var pair : seenAndStored) {
      store.put(pair.getLast());
      var settled = claimed.unknown(null, NOON.plusSeconds(120));

      assertThat(transitions.update(settled, pair.getFirst())).isEqualTo(new Done(settled));
    }
  }

  @Test
  void an_attempt_that_another_owner_left_is_not_settled() {
    var unknown = unknown();
    store.put(pending.claimed("another", CODE, NOON).unknown(null, NOON));

    assertThat(transitions.update(unknown.failed(Failure.NOT_CREATED, NOON), unknown))
        .isInstanceOf(Lost.class);
  }

  @Test
  void a_denial_from_before_a_release_does_not_end_the_attempt() {
    release();

    assertLost(transitions.conclude(pending.denied(NOON), proof, NOON));
  }

  @Test
  void another_browser_denies_nothing() {
    var stranger = new SameBrowser(Examples.browserKey());

    assertLost(transitions.conclude(pending.denied(NOON), stranger, NOON));
  }

  @Test
  void an_attempt_cannot_be_denied_from_its_expiry_on() {
    var expiry = pending.expiresAt();

    assertLost(transitions.conclude(pending.denied(expiry), proof, expiry));
  }

  @Test
  void an_attempt_that_is_gone_is_not_made_again() {
    var gone = Examples.attempt(ann, browserKey);
    var claimed = gone.claimed(OWNER, CODE, NOON);
    var id = Examples.instanceId();
    var instance = Examples.instanceOf(gone, id);

    assertThatIllegalStateException().isThrownBy(() -> transitions.claim(claimed, proof, NOON));
    assertThatIllegalStateException()
        .isThrownBy(() -> transitions.conclude(gone.denied(NOON), proof, NOON));
    assertThatIllegalStateException()
        .isThrownBy(() -> transitions.update(claimed.unknown(null, NOON), claimed));
    assertThatIllegalStateException()
        .isThrownBy(() -> transitions.connect(claimed.connected(id), instance, claimed));
    assertThat(attempts.find(gone.id())).isEmpty();
    assertThat(instances.find(ann.tenant(), id)).isEmpty();
  }

  /** A repeated request is answered as the first one was, whatever has happened in between. */
  @Test
  @Tag("R48")
  void connecting_again_is_recognised_after_the_attempt_has_gone_on() {
    var id = Examples.instanceId();
    var claimed = claim(OWNER);
    var connected = claimed.connected(id);
    transitions.connect(connected, Examples.instanceOf(pending, id), claimed);
    var handedOver = connected.needingOperator(Failure.OTHER_INSTANCE, NOON);
    transitions.update(handedOver, connected);

    assertThat(transitions.connect(connected, Examples.instanceOf(pending, id), claimed))
        .isEqualTo(new Made(connected));

    assertThat(attempts.find(pending.id())).contains(handedOver);
  }

  @Test
  void one_owner_connects_one_instance_only() {
    var id = Examples.instanceId();
    var other = Examples.instanceId();
    var claimed = claim(OWNER);
    transitions.connect(claimed.connected(id), Examples.instanceOf(pending, id), claimed);

    assertThatThrownBy(() ->
            transitions.connect(
                claimed.connected(other), Examples.instanceOf(pending, other), claimed))
        .isInstanceOf(Unavailable.class);

    assertThat(attempts.find(pending.id())).contains(claimed.connected(id));
    assertThat(instances.find(ann.tenant(), other)).isEmpty();
  }

  protected final Attempt unknown() {
    var claimed = claim(OWNER);
    var unknown = claimed.unknown(null, NOON);
    assertThat(transitions.update(unknown, claimed)).isInstanceOf(Done.class);
    return unknown;
  }

  protected final Attempt claim(String owner) {
    var claimed = pending.claimed(owner, CODE, NOON);
    assertThat(transitions.claim(claimed, proof, NOON)).isInstanceOf(Done.class);
    return claimed;
  }

  protected final Attempt release() {
    var claimed = claim(OWNER);
    var released = claimed.released(NOON);
    assertThat(transitions.update(released, claimed)).isEqualTo(new Done(released));
    return released;
  }

  private void assertLost(Transition transition) {
    assertThat(transition).isInstanceOf(Lost.class);
    assertThat(((Lost) transition).current().isPending()).isTrue();
    assertThat(attempts.find(pending.id()).orElseThrow().isPending()).isTrue();
  }
}
