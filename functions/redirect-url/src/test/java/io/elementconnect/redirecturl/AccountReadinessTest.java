package io.elementconnect.redirecturl;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.SecretProblem;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.RecordedJournal;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountReadinessTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private volatile Instant now = NOON;
  private final MemoryAccountChecks checks = new MemoryAccountChecks();
  private final RecordedJournal journal = new RecordedJournal(() -> now);
  private final AccountReadiness account =
      new AccountReadiness(checks, journal.journal(), () -> now);

  @Test
  void a_secret_that_was_seen_usable_is_no_problem_however_long_ago() {
    seen(null);
    now = NOON.plusSeconds(86_400);

    assertThat(account.problem()).isEmpty();
  }

  @Test
  void nothing_known_is_no_problem() {
    assertThat(account.problem()).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_no_problem() {
    checks.breakDown();

    assertThat(account.problem()).isEmpty();
    assertThat(journal.line("dependency_unavailable")).containsEntry("dependency", "store");
  }

  @ParameterizedTest
  @EnumSource
  void an_unusable_secret_is_a_problem_of_the_kind_that_was_seen(Kind kind) {
    seen(kind);

    assertThat(account.problem()).map(SecretProblem::kind).contains(kind);
  }

  @Test
  void an_unusable_secret_is_believed_for_two_minutes() {
    seen(Kind.NOT_SET);
    now = NOON.plusSeconds(120);
    assertThat(account.problem()).isPresent();
    now = NOON.plusSeconds(120).plusNanos(1);

    assertThat(account.problem()).isEmpty();
  }

  @Test
  void what_is_usable_or_unknown_is_read_again_after_a_minute() {
    assertThat(account.problem()).isEmpty();
    seen(Kind.NOT_SET);
    now = NOON.plusSeconds(60).minusNanos(1);
    assertThat(account.problem()).isEmpty();
    assertThat(checks.reads()).isEqualTo(1);
    now = NOON.plusSeconds(60);

    assertThat(account.problem()).isPresent();
  }

  @Test
  void what_is_unusable_is_read_again_after_five_seconds() {
    seen(Kind.NOT_SET);
    assertThat(account.problem()).isPresent();
    seen(null);
    now = NOON.plusSeconds(5).minusNanos(1);
    assertThat(account.problem()).isPresent();
    assertThat(checks.reads()).isEqualTo(1);
    now = NOON.plusSeconds(5);

    assertThat(account.problem()).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_asked_once_in_a_minute() {
    checks.breakDown();
    for (int i = 0; i < 10; i++) {
      assertThat(account.problem()).isEmpty();
      now = now.plusSeconds(5);
    }

    assertThat(checks.reads()).isEqualTo(1);
  }

  @Test
  void fifty_threads_share_one_read() throws InterruptedException {
    seen(Kind.NOT_SET);
    var threads =
        Stream.generate(() -> Thread.ofPlatform().unstarted(() -> account.problem()))
            .limit(50)
            .toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }

    assertThat(checks.reads()).isEqualTo(1);
  }

  private void seen(@Nullable Kind kind) {
    checks.store(new AccountCheck(kind, now));
  }
}
