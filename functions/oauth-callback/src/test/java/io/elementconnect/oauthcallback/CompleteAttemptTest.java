package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.State;
import io.elementconnect.oauthcallback.CompletionResult.BadCompletion;
import io.elementconnect.oauthcallback.CompletionResult.NotYours;
import io.elementconnect.oauthcallback.CompletionResult.TooOld;
import io.elementconnect.oauthcallback.CompletionResult.UnknownAttempt;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompleteAttemptTest {
  private static final AttemptId OTHER_ID = new State("t".repeat(43)).attemptId();

  private final Deployment deployment = new Deployment();

  @Test
  @Tag("R03")
  void the_attempts_own_user_finishes_it_with_its_completion() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(Deployment.created());

    var completed = complete(completion);

    assertThat(completed)
        .isEqualTo(new Current(deployment.stored(), deployment.store.instances().getFirst()));
    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_repeat_gets_the_stored_outcome_and_sends_nothing() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(Deployment.created());
    complete(completion);

    assertThat(complete(completion)).isEqualTo(new Current(deployment.stored()));
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  void a_repeat_during_the_exchange_waits_for_its_end() {
    var attempt = deployment.begin();
    var completion = seal(attempt);
    var exchanging = attempt.claimed("other", CODE, deployment.now);
    var connected = exchanging.connected(INSTANCE_ID);
    deployment.store.put(exchanging);
    deployment.pause = _ -> deployment.store.put(connected);

    assertThat(complete(completion)).isEqualTo(new Current(connected));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void another_caller_does_not_wait_for_an_exchange() {
    var attempt = deployment.begin();
    var completion = seal(attempt);
    deployment.store.put(attempt.claimed("other", CODE, deployment.now));
    deployment.pause =
        _ -> {
          throw new AssertionError("nobody was to wait");
        };

    assertThat(complete(ID, new Caller("acme", "bob"), completion)).isEqualTo(new NotYours());
  }

  @ParameterizedTest
  @CsvSource({"acme,bob", "other,ann", "other,bob", "Acme,ann", "acme,Ann"})
  @Tag("R03")
  void nobody_else_finishes_it_even_with_its_completion(String tenant, String user) {
    var attempt = deployment.begin();
    var completion = seal(attempt);

    assertThat(complete(ID, new Caller(tenant, user), completion)).isEqualTo(new NotYours());
    assertUntouched(attempt);
  }

  @Test
  void whose_attempt_it_is_comes_before_what_the_completion_holds() {
    deployment.begin();
    deployment.dataKeys.breakDown();

    assertThat(complete(ID, new Caller("acme", "bob"), "bent")).isEqualTo(new NotYours());
  }

  @Test
  void an_unknown_attempt_comes_before_all_else() {
    deployment.dataKeys.breakDown();

    assertThat(complete(OTHER_ID, ANN, "bent")).isEqualTo(new UnknownAttempt());
  }

  @Test
  @Tag("R03")
  void a_tampered_completion_comes_before_the_stored_outcome() {
    deployment.store.put(deployment.begin().connected(INSTANCE_ID));

    assertThat(complete("bent")).isEqualTo(new BadCompletion());
  }

  @Test
  @Tag("R03")
  void the_completion_of_another_attempt_of_the_same_user_is_bad() {
    var attempt = deployment.begin();
    var other = Attempt.begin(OTHER_ID, ANN, attempt.request(), BROWSER_KEY, NOON);
    deployment.store.put(other);

    assertThat(complete(seal(other))).isEqualTo(new BadCompletion());
    assertUntouched(attempt);
  }

  @Test
  @Tag("R03")
  void a_completion_counts_for_five_minutes() {
    var completion = seal(deployment.begin());
    deployment.now = deployment.now.plusSeconds(300);
    deployment.cloudElements.creates(Deployment.created());

    complete(completion);

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  @Tag("R03")
  void after_five_minutes_a_completion_is_too_old() {
    var attempt = deployment.begin();
    var completion = seal(attempt);
    deployment.now = deployment.now.plusSeconds(301);

    assertThat(complete(completion)).isEqualTo(new TooOld());
    assertUntouched(attempt);
  }

  @Test
  void the_age_comes_before_the_stored_outcome() {
    var attempt = deployment.begin();
    var completion = seal(attempt);
    deployment.store.put(attempt.connected(INSTANCE_ID));
    deployment.now = deployment.now.plusSeconds(301);

    assertThat(complete(completion)).isEqualTo(new TooOld());
  }

  @Test
  void a_callback_that_came_in_time_may_be_handed_in_past_the_expiry() {
    var completion = seal(deployment.begin(), ALLOWED, EXPIRY.minusSeconds(1));
    deployment.now = EXPIRY.plusSeconds(299);
    deployment.cloudElements.creates(Deployment.created());

    complete(completion);

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_callback_that_came_at_the_expiry_is_expired() {
    var attempt = deployment.begin();
    var completion = seal(attempt, ALLOWED, EXPIRY);
    deployment.now = EXPIRY.plusSeconds(1);

    assertThat(complete(completion)).isEqualTo(new Expired(attempt));
    assertUntouched(attempt);
  }

  @Test
  void a_denial_goes_the_same_way() {
    var completion = seal(deployment.begin(), new Denied(), deployment.now);

    complete(completion);

    assertThat(deployment.stored().progress())
        .isEqualTo(deployment.begin().denied(deployment.now).progress());
  }

  @Test
  void the_wrong_account_goes_the_same_way() {
    var attempt = deployment.begin();
    var allowed = new Allowed(CODE, Map.of("scope", "dt364.infusionsoft.com"));

    complete(seal(attempt, allowed, deployment.now));

    assertThat(deployment.stored())
        .isEqualTo(
            attempt.failed(Failure.wrongAccount(SITE, "dt364.infusionsoft.com"), deployment.now));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void what_is_down_before_the_claim_spends_nothing_and_the_completion_works_again() {
    var completion = seal(deployment.begin());
    deployment.store.breakDown(Call.CLAIM);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> complete(completion));
    deployment.store.heal();
    deployment.cloudElements.creates(Deployment.created());

    complete(completion);

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  void sealing_that_is_down_changes_nothing() {
    var attempt = deployment.begin();
    var completion = seal(attempt);
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> complete(completion));
    assertUntouched(attempt);
  }

  private String seal(Attempt attempt) {
    return seal(attempt, ALLOWED, deployment.now);
  }

  private String seal(Attempt attempt, ProviderAnswer answer, Instant callbackTime) {
    return deployment.completions.seal(attempt, answer, callbackTime).orElseThrow();
  }

  private CompletionResult complete(String completion) {
    return complete(ID, ANN, completion);
  }

  private CompletionResult complete(AttemptId id, Caller caller, String completion) {
    return deployment.completeAttempt.complete(id, caller, completion, deployment.deadline());
  }

  private void assertUntouched(Attempt attempt) {
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.store.calls()).containsOnly(Call.FIND);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }
}
