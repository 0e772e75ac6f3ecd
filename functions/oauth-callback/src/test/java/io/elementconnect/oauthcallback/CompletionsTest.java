package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.State;
import io.elementconnect.oauthcallback.Completions.Completion;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsTest {
  private final Deployment deployment = new Deployment();
  private final Completions completions = deployment.completions;
  private final Attempt attempt = deployment.begin();

  @Test
  void an_allowed_callback_comes_back_as_it_was() {
    assertThat(completions.unseal(attempt, seal(ALLOWED))).contains(new Completion(ALLOWED, NOON));
  }

  @Test
  void a_denial_comes_back_as_it_was() {
    assertThat(completions.unseal(attempt, seal(new Denied())))
        .contains(new Completion(new Denied(), NOON));
  }

  @Test
  void an_error_of_the_provider_comes_back_as_it_was() {
    var failed = new ProviderAnswer.Failed("invalid_scope");

    assertThat(completions.unseal(attempt, seal(failed))).contains(new Completion(failed, NOON));
  }

  @Test
  void no_parameter_passes_for_the_code_the_error_or_the_time() {
    var allowed = new Allowed(CODE, Map.of("code", "other", "error", "e", "time", "9", "", "x"));

    assertThat(completions.unseal(attempt, seal(allowed))).contains(new Completion(allowed, NOON));
  }

  @Test
  void the_time_is_kept_in_whole_seconds() {
    var sealed = completions.seal(attempt, ALLOWED, NOON.plusMillis(999)).orElseThrow();

    assertThat(completions.unseal(attempt, sealed)).map(Completion::callbackTime).contains(NOON);
  }

  @Test
  void a_completion_is_base64url_and_shows_nothing() {
    assertThat(seal(ALLOWED)).matches("[A-Za-z0-9_-]+").doesNotContain(CODE);
  }

  @Test
  void two_completions_of_one_callback_differ() {
    assertThat(seal(ALLOWED)).isNotEqualTo(seal(ALLOWED));
  }

  @Test
  void the_largest_code_fits() {
    var largest = new Allowed("c".repeat(4096), Map.of("scope", "s".repeat(512)));

    assertThat(seal(largest)).hasSizeLessThanOrEqualTo(7500);
    assertThat(completions.unseal(attempt, seal(largest))).contains(new Completion(largest, NOON));
  }

  @Test
  void a_completion_has_at_most_7500_characters() {
    var parameters = new LinkedHashMap<String, String>();
    var length = 0;
    for (int i = 0; i < 20; i++) {
      parameters.put("p" + i, "x".repeat(512));
      var sealed = completions.seal(attempt, new Allowed(CODE, parameters), NOON);
      if (sealed.isEmpty()) {
        break;
      }
      length = sealed.get().length();
    }

    // One more parameter takes 712 characters.
    assertThat(length).isBetween(7500 - 712, 7500);
  }

  @Test
  @Tag("R03")
  void a_completion_of_another_attempt_does_not_open() {
    var other =
        Attempt.begin(
            new State("t".repeat(43)).attemptId(), ANN, attempt.request(), BROWSER_KEY, NOON);

    assertThat(completions.unseal(other, seal(ALLOWED))).isEmpty();
  }

  @Test
  @Tag("R03")
  void a_completion_of_another_tenant_does_not_open() {
    var other =
        Attempt.begin(
            attempt.id(), new Caller("other", "ann"), attempt.request(), BROWSER_KEY, NOON);

    assertThat(completions.unseal(other, seal(ALLOWED))).isEmpty();
  }

  @Test
  @Tag("R03")
  void a_tampered_completion_does_not_open_wherever_it_was_tampered_with() {
    var sealed = seal(ALLOWED);

    for (int i = 0; i < sealed.length() - 1; i += 7) {
      var bent = new StringBuilder(sealed);
      bent.setCharAt(i, sealed.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(completions.unseal(attempt, bent.toString())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "AQ", "AQAA", "not base64url!", "AQD/AA==", "ü"})
  void what_was_never_sealed_does_not_open(String completion) {
    assertThat(completions.unseal(attempt, completion)).isEmpty();
  }

  @Test
  void a_cut_completion_does_not_open() {
    var sealed = seal(ALLOWED);

    assertThat(completions.unseal(attempt, sealed.substring(0, sealed.length() - 4))).isEmpty();
    assertThat(completions.unseal(attempt, sealed.substring(0, 100))).isEmpty();
  }

  @Test
  @Tag("R03")
  void other_sealed_values_of_the_attempt_do_not_open_as_a_completion() {
    var configuration = deployment.seal(attempt.id(), Map.of("code", "c", "time", "0"));

    assertThat(completions.unseal(attempt, configuration.text())).isEmpty();
  }

  @Test
  void sealing_that_is_down_is_not_a_tampered_completion() {
    var sealed = seal(ALLOWED);
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> completions.unseal(attempt, sealed));
  }

  private String seal(ProviderAnswer answer) {
    return completions.seal(attempt, answer, NOON).orElseThrow();
  }
}
