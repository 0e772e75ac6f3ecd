package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final BrowserKey BROWSER_KEY = new BrowserKey("b".repeat(43));
  private static final Attempt BEGUN = begin(NOON);
  private static final Hint HINT = new Hint(new InstanceId(42), new Sealed("token"));
  private static final Attempt CLAIMED = BEGUN.claimed("owner-1", "a-code", NOON);

  @Test
  void it_begins_pending_and_unclaimed() {
    assertThat(BEGUN.progress()).isEqualTo(new Pending());
    assertThat(BEGUN.isPending()).isTrue();
    assertThat(BEGUN.owner()).isNull();
    assertThat(BEGUN.codeHash()).isNull();
    assertThat(BEGUN.releases()).isZero();
  }

  @Test
  @Tag("R09")
  void it_expires_fifteen_minutes_after_its_beginning_in_whole_seconds() {
    var begun = begin(NOON.plusMillis(999));

    assertThat(begun.createdAt()).isEqualTo(NOON);
    assertThat(begun.expiresAt()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
  }

  @Test
  @Tag("R09")
  void it_is_expired_from_the_very_instant_of_its_expiry() {
    assertThat(BEGUN.isExpiredAt(BEGUN.expiresAt().minusNanos(1))).isFalse();
    assertThat(BEGUN.isExpiredAt(BEGUN.expiresAt())).isTrue();
    assertThat(BEGUN.isExpiredAt(BEGUN.expiresAt().plusNanos(1))).isTrue();
  }

  @Test
  void it_is_bound_to_the_browser_that_started_it() {
    assertThat(BEGUN.isBoundTo(BROWSER_KEY)).isTrue();
    assertThat(BEGUN.isBoundTo(new BrowserKey("c".repeat(43)))).isFalse();
    assertThat(BEGUN.isBoundTo(new BrowserKey(BEGUN.browserKeyHash()))).isFalse();
  }

  @Test
  @Tag("R57")
  void a_claim_leases_it_to_its_owner_for_88_seconds() {
    assertThat(CLAIMED.progress()).isEqualTo(new Exchanging(NOON.plusSeconds(88)));
    assertThat(CLAIMED.isPending()).isFalse();
    assertThat(CLAIMED.owner()).isEqualTo("owner-1");
  }

  @Test
  void a_claim_keeps_the_hash_of_the_code_and_not_the_code() {
    assertThat(CLAIMED.codeHash()).matches("[A-Za-z0-9_-]{43}");
    assertThat(CLAIMED.toString()).doesNotContain("a-code");
  }

  @Test
  void any_code_is_accepted_before_the_first_claim() {
    assertThat(BEGUN.accepts("a-code")).isTrue();
    assertThat(BEGUN.accepts("another")).isTrue();
  }

  @Test
  void a_release_makes_it_pending_again_for_the_same_code_only() {
    var released = CLAIMED.released(NOON);

    assertThat(released.progress()).isEqualTo(new Pending());
    assertThat(released.owner()).isNull();
    assertThat(released.releases()).isEqualTo(1);
    assertThat(released.accepts("a-code")).isTrue();
    assertThat(released.accepts("another")).isFalse();
  }

  @Test
  void a_release_does_not_prolong_it() {
    assertThat(CLAIMED.released(NOON.plusSeconds(60)).expiresAt()).isEqualTo(BEGUN.expiresAt());
  }

  @Test
  void it_is_released_twice_and_fails_the_third_time() {
    var twice =
        CLAIMED
            .released(NOON)
            .claimed("owner-2", "a-code", NOON)
            .released(NOON)
            .claimed("owner-3", "a-code", NOON);

    assertThat(twice.releases()).isEqualTo(2);
    assertThat(twice.released(NOON.plusSeconds(1)).progress())
        .isEqualTo(new Failed(NOON.plusSeconds(1), Failure.UNREACHABLE));
  }

  @Test
  void each_ending_changes_the_progress_alone() {
    var id = new InstanceId(42);

    assertThat(CLAIMED.connected(id)).isEqualTo(claimedWith(new Connected(id)));
    assertThat(CLAIMED.denied(NOON))
        .isEqualTo(claimedWith(new Denied(NOON, Failure.ACCESS_DENIED)));
    assertThat(CLAIMED.failed(Failure.DAMAGED, NOON))
        .isEqualTo(claimedWith(new Failed(NOON, Failure.DAMAGED)));
    assertThat(CLAIMED.needingOperator(Failure.OTHER_ELEMENT, NOON))
        .isEqualTo(claimedWith(new NeedsOperator(NOON, Failure.OTHER_ELEMENT, null, null)));
  }

  @Test
  void an_unknown_outcome_is_examined_up_after_thirty_seconds() {
    assertThat(CLAIMED.unknown(null, NOON))
        .isEqualTo(claimedWith(new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(30), 0, null)));
    assertThat(CLAIMED.unknown(HINT, NOON))
        .isEqualTo(claimedWith(new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(30), 0, HINT)));
  }

  @Test
  void what_becomes_known_of_an_unknown_instance_does_not_put_off_the_search() {
    var before = new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(90), 2, null);

    assertThat(claimedWith(before).stillUnknown(before, HINT))
        .isEqualTo(claimedWith(new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(90), 0, HINT)));
  }

  @Test
  void three_empty_looks_eight_minutes_apart_end_it() {
    var first = new Unknown(NOON, Lookups.STANDARD, NOON, 0, HINT);
    var second = new Unknown(NOON, Lookups.STANDARD, NOON.plus(Duration.ofMinutes(8)), 1, HINT);
    var third = new Unknown(NOON, Lookups.STANDARD, NOON.plus(Duration.ofMinutes(8)), 2, HINT);

    assertThat(claimedWith(first).notFound(first, NOON)).isEqualTo(claimedWith(second));
    assertThat(claimedWith(second).notFound(second, NOON)).isEqualTo(claimedWith(third));
    assertThat(claimedWith(third).notFound(third, NOON))
        .isEqualTo(claimedWith(new Failed(NOON, Failure.NOT_CREATED)));
  }

  @Test
  void an_inconclusive_lookup_is_repeated_by_the_next_run() {
    var before = new Unknown(NOON, Lookups.STANDARD, NOON, 2, HINT);

    assertThat(claimedWith(before).notLookedUp(before, NOON))
        .isEqualTo(claimedWith(new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(60), 2, HINT)));
  }

  @Test
  void after_a_busy_answer_lookups_are_due_after_10_30_and_90_seconds() {
    var late = NOON.plusMillis(400);
    var first = CLAIMED.unknownAfterBusy(late);
    assertThat(repairAt(first)).isEqualTo(NOON.plusSeconds(11));

    var second = first.notFound((Unknown) first.progress(), NOON.plusSeconds(20));
    assertThat(repairAt(second)).isEqualTo(NOON.plusSeconds(31));

    var third = second.notFound((Unknown) second.progress(), NOON.plusSeconds(80));
    assertThat(repairAt(third)).isEqualTo(NOON.plusSeconds(91));

    var failed = third.notFound((Unknown) third.progress(), NOON.plusSeconds(140));
    assertThat(failed.progress()).isEqualTo(new Failed(NOON.plusSeconds(140), Failure.BUSY));
  }

  @Test
  void a_hint_after_a_busy_answer_begins_the_long_search() {
    var busy = CLAIMED.unknownAfterBusy(NOON);

    assertThat(busy.stillUnknown((Unknown) busy.progress(), HINT).progress())
        .isEqualTo(new Unknown(NOON, Lookups.STANDARD, NOON.plusSeconds(11), 0, HINT));
  }

  private static Instant repairAt(Attempt attempt) {
    return ((Unknown) attempt.progress()).repairAt();
  }

  @Test
  void an_unsettled_attempt_settles_by_the_run_after_its_last_lookup() {
    assertThat(CLAIMED.progress().settlesBy())
        .contains(NOON.plusSeconds(88 + 60 + 30).plus(Duration.ofMinutes(16 + 3)));
    assertThat(CLAIMED.unknown(null, NOON).progress().settlesBy())
        .contains(NOON.plusSeconds(30).plus(Duration.ofMinutes(16 + 3)));
    assertThat(
            claimedWith(new Unknown(NOON, Lookups.STANDARD, NOON, 2, null)).progress().settlesBy())
        .contains(NOON.plus(Duration.ofMinutes(1)));
    assertThat(CLAIMED.unknownAfterBusy(NOON).progress().settlesBy())
        .contains(NOON.plusSeconds(91).plus(Duration.ofMinutes(3)));
  }

  @Test
  void no_other_attempt_settles_by_itself() {
    assertThat(
            List.of(
                CLAIMED.connected(new InstanceId(1)),
                CLAIMED.denied(NOON),
                CLAIMED.failed(Failure.DAMAGED, NOON),
                CLAIMED.needingOperator(Failure.OTHER_ELEMENT, NOON)))
        .allSatisfy(attempt -> assertThat(attempt.progress().settlesBy()).isEmpty());
  }

  @Test
  void the_one_who_adopts_becomes_the_owner() {
    var adopted = CLAIMED.adopted("a-run", new InstanceId(42));

    assertThat(adopted.owner()).isEqualTo("a-run");
    assertThat(adopted.progress()).isEqualTo(new Connected(new InstanceId(42)));
    assertThat(adopted.codeHash()).isEqualTo(CLAIMED.codeHash());
  }

  @Test
  void an_operator_is_left_all_that_is_known() {
    var id = new InstanceId(42);

    assertThat(CLAIMED.connected(id).needingOperator(Failure.OTHER_INSTANCE, HINT, NOON))
        .isEqualTo(claimedWith(new NeedsOperator(NOON, Failure.OTHER_INSTANCE, id, HINT)));
    assertThat(CLAIMED.unknown(HINT, NOON).needingOperator(Failure.OTHER_INSTANCE, NOON))
        .isEqualTo(claimedWith(new NeedsOperator(NOON, Failure.OTHER_INSTANCE, null, HINT)));
  }

  @Test
  void it_is_overdue_an_hour_after_its_expiry() {
    var hour = BEGUN.expiresAt().plus(Duration.ofHours(1));

    assertThat(BEGUN.isOverdueAt(hour)).isFalse();
    assertThat(BEGUN.isOverdueAt(hour.plusNanos(1))).isTrue();
  }

  @Test
  void its_instance_is_of_the_caller_who_started_it() {
    var instance = BEGUN.instance(new InstanceId(42), new Sealed("token"), NOON.plusNanos(1));

    assertThat(instance.tenant()).isEqualTo("acme");
    assertThat(instance.createdBy()).isEqualTo("ann");
    assertThat(instance.attemptId()).isEqualTo(BEGUN.id());
    assertThat(instance.element()).isEqualTo("infusionsofterp");
    assertThat(instance.name()).isEqualTo("Acme");
    assertThat(instance.tags()).containsExactly("trial");
    assertThat(instance.site()).isEqualTo("dt123.infusionsoft.com");
    assertThat(instance.createdAt()).isEqualTo(NOON);
  }

  @Test
  void it_prints_no_browser_key_and_nothing_sealed() {
    assertThat(BEGUN.toString()).doesNotContain(BROWSER_KEY.value(), "ciphertext");
  }

  private static Attempt claimedWith(Progress progress) {
    return new Attempt(
        CLAIMED.id(),
        CLAIMED.caller(),
        CLAIMED.request(),
        CLAIMED.browserKeyHash(),
        CLAIMED.createdAt(),
        CLAIMED.expiresAt(),
        CLAIMED.owner(),
        CLAIMED.codeHash(),
        CLAIMED.releases(),
        progress);
  }

  private static Attempt begin(Instant now) {
    var request =
        new ConnectionRequest(
            "infusionsofterp",
            "Acme",
            List.of("trial"),
            Map.of("infusionsoft.server", "dt123.infusionsoft.com"),
            new Sealed("ciphertext"),
            List.of(),
            "dt123.infusionsoft.com",
            "https://app.example.com/",
            "https://api.example.com/oauth/callback");
    return Attempt.begin(
        new AttemptId("i".repeat(43)), new Caller("acme", "ann"), request, BROWSER_KEY, now);
  }
}
