package io.elementconnect.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.UnsettledAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link UnsettledAttempts} guarantees once the index has what was written. */
public abstract class UnsettledAttemptsContract {
  // Long before what other tests leave in the index, so that ours is the longest due.
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T12:00:00Z");
  private static final int MANY = 1_000;

  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final UnsettledAttempts unsettled;

  protected UnsettledAttemptsContract(ContractStore store) {
    this.attempts = store.attempts();
    this.transitions = store.transitions();
    this.unsettled = store.unsettled();
  }

  @Test
  void what_is_claimed_is_due_when_its_lease_is_over() {
    var claimed = claimed(LONG_AGO);
    var leaseOver = LONG_AGO.plusSeconds(88);

    assertThat(unsettled.due(leaseOver.minusSeconds(1), MANY)).doesNotContain(claimed.id());
    assertThat(unsettled.due(leaseOver, MANY)).contains(claimed.id());
  }

  @Test
  void what_is_unknown_is_due_when_it_is_to_be_examined_for() {
    var unknown = unknown(LONG_AGO);

    assertThat(unsettled.due(LONG_AGO.plusSeconds(29), MANY)).doesNotContain(unknown.id());
    assertThat(unsettled.due(LONG_AGO.plusSeconds(30), MANY)).contains(unknown.id());
  }

  @Test
  void the_longest_due_come_first_out_of_all_partitions() {
    var year = LONG_AGO.minus(Duration.ofDays(365));
    var expected = new ArrayList<AttemptId>();
    for (int second = 23; second >= 0; second--) {
      expected.addFirst(unknown(year.plusSeconds(second)).id());
    }

    assertThat(unsettled.due(LONG_AGO.minus(Duration.ofDays(1)), MANY))
        .containsExactlyElementsOf(expected);
    assertThat(unsettled.due(LONG_AGO.minus(Duration.ofDays(1)), 5))
        .containsExactlyElementsOf(expected.subList(0, 5));
  }

  @Test
  void what_needs_an_operator_is_listed_apart() {
    var claimed = claimed(LONG_AGO);
    settle(claimed, claimed.needingOperator(Failure.OTHER_ELEMENT, LONG_AGO));

    assertThat(unsettled.needingOperator(MANY)).contains(claimed.id());
    assertThat(unsettled.due(LONG_AGO.plus(Duration.ofDays(1)), MANY)).doesNotContain(claimed.id());
    assertThat(unsettled.needingOperator(1)).hasSize(1);
  }

  @Test
  void what_has_an_end_is_not_listed() {
    var claimed = claimed(LONG_AGO);
    settle(claimed, claimed.failed(Failure.NOT_CREATED, LONG_AGO));
    var released = claimed(LONG_AGO);
    settle(released, released.released(LONG_AGO));

    assertThat(unsettled.due(LONG_AGO.plus(Duration.ofDays(1)), MANY))
        .doesNotContainAnyElementsOf(List.of(claimed.id(), released.id()));
  }

  private Attempt unknown(Instant now) {
    var claimed = claimed(now);
    return settle(claimed, claimed.unknown(null, now));
  }

  private Attempt claimed(Instant now) {
    Caller ann = Examples.caller();
    var key = Examples.browserKey();
    var pending = Examples.attempt(ann, key);
    attempts.start(pending);
    var claimed = pending.claimed(Examples.OWNER, Examples.CODE, now);
    assertThat(transitions.claim(claimed, new SameBrowser(key), now))
        .isInstanceOf(Transition.Done.class);
    return claimed;
  }

  private Attempt settle(Attempt seen, Attempt settled) {
    assertThat(transitions.update(settled, seen)).isInstanceOf(Transition.Done.class);
    return settled;
  }
}
