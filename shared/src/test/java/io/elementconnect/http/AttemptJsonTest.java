package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.sealing.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptJsonTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Attempt BEGUN =
      Attempt.begin(
          new AttemptId("i".repeat(43)),
          new Caller("tenant-canary", "user-canary"),
          new ConnectionRequest(
              "infusionsofterp",
              "Acme",
              List.of(),
              Map.of("infusionsoft.server", "canary.infusionsoft.com"),
              new Sealed("sealed-canary"),
              List.of(),
              "canary.infusionsoft.com",
              "https://canary.example.com/",
              "https://canary.example.com/oauth/callback"),
          new BrowserKey("b".repeat(43)),
          NOON);
  private static final Attempt CLAIMED = BEGUN.claimed("owner-canary", "code-canary", NOON);

  @Test
  void an_attempt_is_reported_with_its_element_and_its_times() {
    assertThat(AttemptJson.of(BEGUN, NOON))
        .isEqualTo(
            Map.of(
                "attemptId", "i".repeat(43),
                "element", "infusionsofterp",
                "status", "pending",
                "createdAt", "2030-01-01T12:00:00Z",
                "expiresAt", "2030-01-01T12:15:00Z"));
  }

  @Test
  void a_pending_attempt_reads_as_expired_from_its_expiry_on() {
    assertThat(status(BEGUN, BEGUN.expiresAt().minusNanos(1))).isEqualTo("pending");
    assertThat(status(BEGUN, BEGUN.expiresAt())).isEqualTo("expired");
  }

  @Test
  void any_other_attempt_does_not_expire() {
    assertThat(status(CLAIMED, BEGUN.expiresAt())).isEqualTo("settling");
  }

  @Test
  void an_exchange_without_a_known_outcome_is_settling() {
    assertThat(status(CLAIMED, NOON)).isEqualTo("settling");
    assertThat(status(CLAIMED.unknown(new Hint(new InstanceId(42), null), NOON), NOON))
        .isEqualTo("settling");
  }

  @Test
  void a_settling_attempt_reports_by_when_it_settles_until_then() {
    var unknown = CLAIMED.unknown(null, NOON);
    var settlesBy = Instant.parse("2030-01-01T12:19:30Z");

    assertThat(AttemptJson.of(unknown, NOON)).containsEntry("settlesBy", settlesBy.toString());
    assertThat(AttemptJson.of(unknown, settlesBy.minusNanos(1))).containsKey("settlesBy");
    assertThat(AttemptJson.of(unknown, settlesBy)).doesNotContainKey("settlesBy");
    assertThat(AttemptJson.of(CLAIMED, NOON)).containsKey("settlesBy");
    assertThat(AttemptJson.of(BEGUN, NOON)).doesNotContainKey("settlesBy");
    assertThat(AttemptJson.of(CLAIMED.needingOperator(Failure.OTHER_ELEMENT, NOON), NOON))
        .doesNotContainKey("settlesBy");
  }

  @Test
  void a_hint_is_not_reported() {
    assertThat(AttemptJson.of(CLAIMED.unknown(new Hint(new InstanceId(42), null), NOON), NOON))
        .doesNotContainKey("instanceId");
  }

  @Test
  void a_released_attempt_is_pending() {
    assertThat(status(CLAIMED.released(NOON), NOON)).isEqualTo("pending");
  }

  @Test
  void a_connected_attempt_names_its_instance() {
    assertThat(AttemptJson.of(CLAIMED.connected(new InstanceId(42)), NOON))
        .containsEntry("status", "connected")
        .containsEntry("instanceId", 42L)
        .doesNotContainKey("problem");
  }

  @Test
  void an_attempt_that_ended_otherwise_reports_its_problem() {
    assertThat(AttemptJson.of(BEGUN.denied(NOON), NOON))
        .containsEntry("status", "denied")
        .containsEntry("problem", problem(Failure.ACCESS_DENIED))
        .doesNotContainKey("instanceId");
    assertThat(AttemptJson.of(CLAIMED.failed(Failure.DAMAGED, NOON), NOON))
        .containsEntry("status", "failed")
        .containsEntry("problem", problem(Failure.DAMAGED));
    assertThat(AttemptJson.of(CLAIMED.needingOperator(Failure.OTHER_ELEMENT, NOON), NOON))
        .containsEntry("status", "needs_operator")
        .containsEntry("problem", problem(Failure.OTHER_ELEMENT));
  }

  @Test
  void nothing_else_is_reported() {
    assertThat(Json.print(AttemptJson.of(CLAIMED, NOON)))
        .doesNotContain("canary", BEGUN.browserKeyHash(), String.valueOf(CLAIMED.codeHash()));
  }

  private static String status(Attempt attempt, Instant now) {
    return String.valueOf(AttemptJson.of(attempt, now).get("status"));
  }

  private static Map<String, Object> problem(Failure problem) {
    return Map.of("code", problem.code(), "detail", problem.detail());
  }
}
