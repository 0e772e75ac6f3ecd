package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.RETURN_URL;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.testing.MemoryStore.Call;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinishAttemptTest {
  private static final Proof SAME_BROWSER = new SameBrowser(BROWSER_KEY);
  private static final Denied DENIED = new Denied();
  private static final String OTHER_SITE = "dt364.infusionsoft.com";

  private final Deployment deployment = new Deployment();

  @ParameterizedTest
  @MethodSource("attemptsThatWentOn")
  void an_attempt_that_went_on_is_as_it_is(Attempt attempt) {
    deployment.store.put(attempt);

    assertThat(finish(attempt, ALLOWED)).isEqualTo(new Current(attempt));
    assertThat(finish(attempt, DENIED)).isEqualTo(new Current(attempt));
    assertNothingWasDone();
  }

  static Stream<Attempt> attemptsThatWentOn() {
    var claimed = new Deployment().begin().claimed("other", CODE, NOON);
    return Stream.of(
        claimed.unknown(null, NOON),
        claimed.needingOperator(Failure.OTHER_ELEMENT, NOON),
        claimed.connected(INSTANCE_ID),
        claimed.denied(NOON),
        claimed.failed(Failure.UNREACHABLE, NOON));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void a_repeat_during_the_exchange_waits_for_its_end(ProviderAnswer answer) {
    var exchanging = deployment.begin().claimed("other", CODE, deployment.now);
    var connected = exchanging.connected(INSTANCE_ID);
    deployment.pause = _ -> deployment.store.put(connected);

    assertThat(finish(exchanging, answer)).isEqualTo(new Current(connected));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  static Stream<ProviderAnswer> answers() {
    return Stream.of(ALLOWED, DENIED);
  }

  @Test
  void a_denial_that_met_a_claim_waits_for_its_end() {
    var attempt = deployment.begin();
    var exchanging = attempt.claimed("other", CODE, deployment.now);
    var connected = exchanging.connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> deployment.store.put(exchanging));
    deployment.pause = _ -> deployment.store.put(connected);

    assertThat(finish(attempt, DENIED)).isEqualTo(new Current(connected));
  }

  @Test
  void an_attempt_that_went_on_is_even_past_its_expiry() {
    var connected = deployment.begin().connected(INSTANCE_ID);
    deployment.store.put(connected);
    deployment.now = EXPIRY.plusSeconds(3600);

    assertThat(finish(connected, ALLOWED)).isEqualTo(new Current(connected));
  }

  @Test
  void a_denial_ends_the_attempt() {
    var attempt = deployment.begin();

    var outcome = finish(attempt, DENIED);

    var denied = attempt.denied(deployment.now);
    assertThat(outcome).isEqualTo(new Current(denied));
    assertThat(deployment.stored()).isEqualTo(denied);
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.line("attempt_ended"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("status", "denied")
        .containsEntry("reason", "access_denied");
  }

  @Test
  void any_other_error_fails_the_attempt_and_counts_as_an_error_of_the_provider() {
    var attempt = deployment.begin();

    var outcome = finish(attempt, new ProviderAnswer.Failed("invalid_scope"));

    var failed = attempt.failed(Failure.provider("invalid_scope"), deployment.now);
    assertThat(outcome).isEqualTo(new Current(failed));
    assertThat(deployment.stored()).isEqualTo(failed);
    assertThat(((Failed) failed.progress()).failure().detail()).contains("invalid_scope");
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.line("attempt_ended"))
        .containsEntry("status", "failed")
        .containsEntry("reason", "provider_error");
    assertThat(deployment.journal.line("provider_error"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("element", "infusionsofterp")
        .containsEntry("error", "invalid_scope");
  }

  @Test
  void a_code_after_a_denial_is_not_sent() {
    finish(deployment.begin(), DENIED);
    var denied = deployment.stored();

    assertThat(finish(denied, ALLOWED)).isEqualTo(new Current(denied));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {OTHER_SITE, "full|dt364.infusionsoft.com", "https://DT364.infusionsoft.com/"})
  void the_code_of_another_account_is_not_sent_and_both_accounts_are_named(String scope) {
    var attempt = deployment.begin();

    var outcome = finish(attempt, new Allowed(CODE, Map.of("scope", scope)));

    var failed = attempt.failed(Failure.wrongAccount(SITE, OTHER_SITE), deployment.now);
    assertThat(outcome).isEqualTo(new Current(failed));
    assertThat(deployment.stored()).isEqualTo(failed);
    assertThat(((Failed) failed.progress()).failure().detail()).contains(SITE, OTHER_SITE);
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.line("attempt_ended")).containsEntry("reason", "wrong_account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.test",
        "full|evil.test",
        "<b>.infusionsoft.com",
        "x|dt123.infusionsoft.com.evil.test"
      })
  void an_account_that_cannot_be_one_is_not_repeated(String scope) {
    var attempt = deployment.begin();

    finish(attempt, new Allowed(CODE, Map.of("scope", scope)));

    assertThat(deployment.stored().progress())
        .isEqualTo(new Failed(deployment.now, Failure.wrongAccount(SITE, "another one")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "full",
        SITE,
        "full|dt123.infusionsoft.com",
        "DT123.Infusionsoft.com",
        "https://dt123.infusionsoft.com/"
      })
  void the_account_that_was_stated_and_one_that_is_not_named_go_on(String scope) {
    deployment.cloudElements.creates(Deployment.created());

    finish(deployment.begin(), new Allowed(CODE, Map.of("scope", scope)));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_callback_that_names_no_account_goes_on() {
    deployment.cloudElements.creates(Deployment.created());

    finish(deployment.begin(), new Allowed(CODE, Map.of()));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void without_a_stated_account_any_goes_on() {
    var sealed = deployment.request(ID).secretConfiguration();
    var attempt = deployment.begin(Deployment.request(sealed, null, RETURN_URL));
    deployment.cloudElements.creates(Deployment.created());

    finish(attempt, new Allowed(CODE, Map.of("scope", OTHER_SITE)));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_released_attempt_takes_the_code_that_it_was_claimed_for() {
    var released = deployment.begin().claimed("first", CODE, NOON).released(NOON);
    deployment.store.put(released);
    deployment.cloudElements.creates(Deployment.created());

    finish(released, ALLOWED);

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_released_attempt_takes_no_other_code() {
    var released = deployment.begin().claimed("first", "another-code", NOON).released(NOON);
    deployment.store.put(released);

    assertThat(finish(released, ALLOWED)).isEqualTo(new Current(released));
    assertNothingWasDone();
  }

  @Test
  void a_released_attempt_does_not_even_look_at_the_account_of_another_code() {
    var released = deployment.begin().claimed("first", "another-code", NOON).released(NOON);
    deployment.store.put(released);

    assertThat(finish(released, new Allowed(CODE, Map.of("scope", OTHER_SITE))))
        .isEqualTo(new Current(released));
    assertNothingWasDone();
  }

  @Test
  void a_released_attempt_may_still_be_denied() {
    var released = deployment.begin().claimed("first", CODE, NOON).released(NOON);
    deployment.store.put(released);

    finish(released, DENIED);

    assertThat(deployment.stored()).isEqualTo(released.denied(deployment.now));
  }

  @ParameterizedTest
  @CsvSource({"0,expired", "-1,denied"})
  void for_the_same_user_the_time_of_the_callback_has_to_be_before_the_expiry(
      long seconds, String end) {
    var attempt = deployment.begin();
    deployment.now = EXPIRY.plusSeconds(200);

    var outcome = finish(attempt, DENIED, new SameUser(ANN, EXPIRY.plusSeconds(seconds)));

    assertThat(outcome)
        .isEqualTo(
            end.equals("expired")
                ? new Expired(attempt)
                : new Current(attempt.denied(deployment.now)));
  }

  @Test
  void the_one_who_was_first_decides() {
    var attempt = deployment.begin();
    var connected = attempt.claimed("other", CODE, NOON).connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> deployment.store.put(connected));

    assertThat(finish(attempt, DENIED)).isEqualTo(new Current(connected));
    assertThat(deployment.stored()).isEqualTo(connected);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void a_denial_that_met_a_release_may_be_sent_again() {
    var attempt = deployment.begin();
    var released = attempt.claimed("other", CODE, NOON).released(NOON);
    deployment.store.meanwhile(() -> deployment.store.put(released));

    assertThat(finish(attempt, DENIED)).isEqualTo(new TryAgain(released, "released_meanwhile"));
    assertThat(deployment.stored()).isEqualTo(released);
  }

  @Test
  void a_store_that_is_down_is_no_end() {
    var attempt = deployment.begin();
    deployment.store.breakDown(Call.CONCLUDE);

    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> finish(attempt, DENIED));
    assertThat(deployment.journal.events()).isEmpty();
  }

  private Outcome finish(Attempt attempt, ProviderAnswer answer) {
    return finish(attempt, answer, SAME_BROWSER);
  }

  private Outcome finish(Attempt attempt, ProviderAnswer answer, Proof proof) {
    return deployment.finishAttempt.finish(attempt, answer, proof, deployment.deadline());
  }

  private void assertNothingWasDone() {
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.events()).isEmpty();
  }
}
