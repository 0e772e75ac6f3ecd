package io.elementconnect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Failure;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.AttemptConnected;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.AttemptEvent.AttemptStarted;
import io.elementconnect.journal.AttemptEvent.ExchangeBegun;
import io.elementconnect.journal.AttemptEvent.ExchangePostponed;
import io.elementconnect.journal.AttemptEvent.ExchangeUnsettled;
import io.elementconnect.journal.AttemptEvent.InstanceDiffers;
import io.elementconnect.journal.AttemptEvent.InstanceNotStored;
import io.elementconnect.journal.AttemptEvent.OperatorNeeded;
import io.elementconnect.journal.AttemptEvent.ProofMissing;
import io.elementconnect.journal.AttemptEvent.ProviderFailed;
import io.elementconnect.journal.ReconcilerEvent.AttemptOverdue;
import io.elementconnect.journal.ReconcilerEvent.InstanceUnaccounted;
import io.elementconnect.journal.ReconcilerEvent.OperatorSettled;
import io.elementconnect.journal.ReconcilerEvent.RepairEnded;
import io.elementconnect.journal.ReconcilerEvent.SweepCutShort;
import io.elementconnect.journal.ReconcilerEvent.SweepEnded;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestAnswered;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import io.elementconnect.journal.RequestEvent.SealBroken;
import io.elementconnect.journal.RequestEvent.SecretKeysUnknown;
import io.elementconnect.journal.RequestEvent.SecretUnusable;
import io.elementconnect.journal.RequestEvent.TokenRead;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AttemptId ID = new AttemptId("i".repeat(43));
  private static final Map<Event, String> NAMES =
      Map.ofEntries(
          Map.entry(new AttemptStarted(ID, "acme", "infusionsofterp"), "attempt_started"),
          Map.entry(new ProofMissing(ID), "proof_missing"),
          Map.entry(new ExchangePostponed(ID, "out_of_time"), "exchange_postponed"),
          Map.entry(new ExchangeBegun(ID), "exchange_begun"),
          Map.entry(new AttemptConnected(ID, "acme", new InstanceId(42)), "attempt_connected"),
          Map.entry(new AttemptEnded(ID, "failed", "damaged"), "attempt_ended"),
          Map.entry(new ProviderFailed(ID, "infusionsofterp", "other"), "provider_error"),
          Map.entry(new ExchangeUnsettled(ID, "unknown", "status 503"), "exchange_unsettled"),
          Map.entry(
              new OperatorNeeded(ID, "other_element", List.of(new InstanceId(42))),
              "operator_needed"),
          Map.entry(
              new InstanceDiffers(ID, new InstanceId(42), "name", "Acme", "Other"),
              "instance_differs"),
          Map.entry(new OperatorSettled(ID, "connected"), "operator_settled"),
          Map.entry(new AttemptOverdue(ID), "attempt_overdue"),
          Map.entry(
              new InstanceUnaccounted(new InstanceId(42), "no such attempt"),
              "instance_unaccounted"),
          Map.entry(new RepairEnded(3, 2, 1, "too_fast"), "repair_ended"),
          Map.entry(new SweepCutShort(2, 1, "unavailable"), "sweep_cut_short"),
          Map.entry(new SweepEnded(3, 1, "done"), "sweep_ended"),
          Map.entry(new InstanceNotStored(ID, new InstanceId(42)), "instance_not_stored"),
          Map.entry(new SealBroken("token", "acme", ID), "seal_broken"),
          Map.entry(
              new SecretKeysUnknown("dep/elements/acme", List.of("apiSecert")),
              "secret_keys_unknown"),
          Map.entry(
              new SecretUnusable("dep/cloud-elements", "secret_not_set", "has no value yet"),
              "secret_unusable"),
          Map.entry(new TokenRead("acme", new InstanceId(42)), "token_read"),
          Map.entry(new DependencyUnavailable("store", "X"), "dependency_unavailable"),
          Map.entry(new RequestFailed("java.lang.X", "a.B.c"), "request_failed"),
          Map.entry(new RequestAnswered("GET /instances", 200, 12), "request_answered"));

  @Test
  void every_event_states_its_name_which_is_no_other_events() {
    assertThat(NAMES).allSatisfy((event, name) -> assertThat(event.name()).isEqualTo(name));
    assertThat(NAMES.values()).doesNotHaveDuplicates();
    assertThat(NAMES.keySet())
        .extracting(event -> (Object) event.getClass())
        .containsExactlyInAnyOrderElementsOf(events().toList());
  }

  private static Stream<Class<?>> events() {
    return Stream.of(Event.class.getPermittedSubclasses())
        .flatMap(group -> Stream.of(group.getPermittedSubclasses()));
  }

  @Test
  void no_event_hides_what_every_line_reports() {
    assertThat(NAMES.keySet())
        .allSatisfy(event ->
            assertThat(event.fields())
                .isNotEmpty()
                .doesNotContainKeys("time", "event", "requestId", "deployment", "count", "_aws"));
  }

  @Test
  void the_end_of_an_attempt_reports_its_status_and_the_reason() {
    var claimed = begun().claimed("owner", "a-code", NOON);

    assertThat(AttemptEnded.of(claimed.denied(NOON), Failure.ACCESS_DENIED))
        .isEqualTo(new AttemptEnded(ID, "denied", "access_denied"));
    assertThat(AttemptEnded.of(claimed.failed(Failure.DAMAGED, NOON), Failure.DAMAGED))
        .isEqualTo(new AttemptEnded(ID, "failed", "damaged"));
  }

  @Test
  void an_exchange_without_an_end_reports_how_it_left_the_attempt_and_why() {
    var claimed = begun().claimed("owner", "a-code", NOON);

    assertThat(ExchangeUnsettled.of(claimed.unknown(null, NOON), "status 503"))
        .isEqualTo(new ExchangeUnsettled(ID, "unknown", "status 503"));
    assertThat(
            ExchangeUnsettled.of(
                claimed.needingOperator(Failure.OTHER_ELEMENT, NOON), "instance 42"))
        .isEqualTo(new ExchangeUnsettled(ID, "needs_operator", "instance 42"));
    assertThat(ExchangeUnsettled.of(claimed.released(NOON), "not sent"))
        .isEqualTo(new ExchangeUnsettled(ID, "pending", "not sent"));
  }

  @Test
  void an_unavailable_dependency_is_reported_with_the_kind_of_its_cause() {
    var unavailable = new Unavailable(Dependency.STORE, new IOException("canary"));

    assertThat(DependencyUnavailable.of(unavailable))
        .isEqualTo(new DependencyUnavailable("store", "IOException"));
  }

  @Test
  void a_failure_is_reported_without_its_message() {
    var failed = RequestFailed.of(new IllegalStateException("canary", new IOException("canary")));

    assertThat(failed.error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failed.at()).contains("EventTest");
    assertThat(failed.toString()).doesNotContain("canary");
  }

  @Test
  void a_failure_without_a_trace_is_reported_too() {
    var failure = new IllegalStateException();
    failure.setStackTrace(new StackTraceElement[0]);

    assertThat(RequestFailed.of(failure))
        .isEqualTo(new RequestFailed("java.lang.IllegalStateException", ""));
  }

  private static Attempt begun() {
    var request =
        new ConnectionRequest(
            "infusionsofterp",
            "Acme",
            List.of(),
            Map.of(),
            null,
            List.of(),
            null,
            "https://app.example.com/",
            "https://api.example.com/oauth/callback");
    return Attempt.begin(
        ID, new Caller("acme", "ann"), request, new BrowserKey("b".repeat(43)), NOON);
  }
}
