package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.State;
import io.elementconnect.elements.CallbackParameter;
import io.elementconnect.oauthcallback.CallbackResult.Confirm;
import io.elementconnect.oauthcallback.CallbackResult.Malformed;
import io.elementconnect.oauthcallback.CallbackResult.UnknownState;
import io.elementconnect.oauthcallback.Completions.Completion;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.testing.MemoryStore.Call;
import io.elementconnect.url.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveCallbackTest {
  private static final String ISSUER = "https://signin.infusionsoft.com";
  private static final String GOOD = "code=" + CODE + "&scope=" + SITE + "&state=" + STATE.value();
  private static final Optional<BrowserKey> NO_KEY = Optional.empty();

  private Deployment deployment = new Deployment();

  @Test
  @Tag("R03")
  void the_browser_that_started_goes_straight_to_the_exchange() {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    var received = receive(GOOD, Optional.of(BROWSER_KEY));

    assertThat(received).isInstanceOf(Current.class);
    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  @Tag("R03")
  void a_browser_without_a_key_gets_the_callback_back_sealed() {
    var attempt = deployment.begin();

    var received = receive(GOOD, NO_KEY);

    var confirm = (Confirm) received;
    assertThat(confirm.attempt()).isEqualTo(attempt);
    assertThat(deployment.completions.unseal(attempt, confirm.completion()))
        .contains(new Completion(ALLOWED, deployment.now));
    assertUntouched(attempt);
  }

  @ParameterizedTest
  @MethodSource("forgedKeys")
  @Tag("R04")
  void a_key_made_of_what_the_url_shows_proves_nothing(BrowserKey forged) {
    var attempt = deployment.begin();

    assertThat(receive(GOOD, Optional.of(forged))).isInstanceOf(Confirm.class);
    assertUntouched(attempt);
  }

  static Stream<BrowserKey> forgedKeys() {
    return Stream.of(
        new BrowserKey("x".repeat(43)),
        new BrowserKey(STATE.value()),
        new BrowserKey(ID.value()),
        new BrowserKey(BROWSER_KEY.hash()),
        new BrowserKey(new BrowserKey(STATE.value()).hash()),
        new BrowserKey(new BrowserKey(ID.value()).hash()));
  }

  @Test
  @Tag("R03")
  void a_denial_without_the_key_changes_nothing_either() {
    var attempt = deployment.begin();

    var received = receive("error=access_denied&state=" + STATE.value(), NO_KEY);

    assertThat(deployment.completions.unseal(attempt, ((Confirm) received).completion()))
        .map(Completion::answer)
        .contains(new Denied());
    assertUntouched(attempt);
  }

  @Test
  void a_missing_proof_is_journalled() {
    deployment.begin();

    receive(GOOD, NO_KEY);

    assertThat(deployment.journal.line("proof_missing")).containsEntry("attemptId", ID.value());
  }

  @Test
  @Tag("R08")
  void a_hundred_callbacks_without_the_key_block_nobody() {
    var attempt = deployment.begin();
    IntStream.range(0, 100)
        .forEach(i -> receive("code=foreign" + i + "&state=" + STATE.value(), NO_KEY));
    assertUntouched(attempt);
    deployment.cloudElements.creates(Deployment.created());

    receive(GOOD, Optional.of(BROWSER_KEY));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  @Tag("R07")
  void a_finished_attempt_is_not_reported_to_a_browser_without_the_key() {
    var connected = deployment.begin().connected(INSTANCE_ID);
    deployment.store.put(connected);

    assertThat(receive(GOOD, NO_KEY)).isInstanceOf(Confirm.class);
    assertUntouched(connected);
  }

  @Test
  void a_browser_without_the_key_does_not_wait_for_an_exchange() {
    var exchanging = deployment.begin().claimed("other", CODE, deployment.now);
    deployment.store.put(exchanging);
    deployment.pause =
        _ -> {
          throw new AssertionError("nobody was to wait");
        };

    assertThat(receive(GOOD, NO_KEY)).isInstanceOf(Confirm.class);
    assertThat(deployment.store.calls()).containsExactly(Call.FIND);
  }

  @Test
  void the_browser_that_started_waits_for_the_end_of_an_exchange() {
    var exchanging = deployment.begin().claimed("other", CODE, deployment.now);
    var connected = exchanging.connected(INSTANCE_ID);
    deployment.store.put(exchanging);
    deployment.pause = _ -> deployment.store.put(connected);

    assertThat(receive(GOOD, Optional.of(BROWSER_KEY))).isEqualTo(new Current(connected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=" + CODE, "error=access_denied"})
  @Tag("R09")
  void from_its_expiry_on_an_attempt_is_expired_the_one_who_comes(String answer) {
    var attempt = deployment.begin();
    deployment.now = EXPIRY;
    var raw = answer + "&state=" + STATE.value();

    assertThat(receive(raw, NO_KEY)).isEqualTo(new Expired(attempt));
    assertThat(receive(raw, Optional.of(BROWSER_KEY))).isEqualTo(new Expired(attempt));
    assertUntouched(attempt);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  @Tag("R09")
  void right_before_its_expiry_an_attempt_is_served() {
    deployment.begin();
    deployment.now = EXPIRY.minusMillis(1);
    deployment.cloudElements.creates(Deployment.created());

    receive(GOOD, Optional.of(BROWSER_KEY));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_state_without_an_attempt_is_unknown() {
    deployment.begin();
    var raw = "code=c&state=" + new State("t".repeat(43)).value();

    assertThat(receive(raw, Optional.of(BROWSER_KEY))).isEqualTo(new UnknownState());
    assertThat(receive(raw, NO_KEY)).isEqualTo(new UnknownState());
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void the_attempt_id_is_no_state() {
    deployment.begin();

    assertThat(receive("code=c&state=" + ID, Optional.of(BROWSER_KEY)))
        .isEqualTo(new UnknownState());
  }

  @Test
  void what_the_element_does_not_take_is_left_out() {
    var attempt = deployment.begin();

    var received = receive(GOOD + "&tenantId=other&element=evil&token=t&instance=1", NO_KEY);

    assertThat(deployment.completions.unseal(attempt, ((Confirm) received).completion()))
        .map(Completion::answer)
        .contains(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope=%00", "scope=%C3%A4", "scope=a%0Ab"})
  void a_parameter_that_the_element_takes_has_to_be_printable(String parameter) {
    var attempt = deployment.begin();
    var raw = "code=c&" + parameter + "&state=" + STATE.value();

    assertThat(receive(raw, Optional.of(BROWSER_KEY))).isEqualTo(new Malformed());
    assertThat(receive(raw, NO_KEY)).isEqualTo(new Malformed());
    assertUntouched(attempt);
  }

  @Test
  void an_empty_parameter_that_the_element_can_do_without_is_a_missing_one() {
    var attempt = deployment.begin();

    var received = receive("code=c&scope=&state=" + STATE.value(), NO_KEY);

    assertThat(deployment.completions.unseal(attempt, ((Confirm) received).completion()))
        .map(Completion::answer)
        .contains(new Allowed("c", Map.of()));
  }

  @Test
  void a_parameter_that_the_element_takes_has_at_most_512_characters() {
    deployment.begin();
    var raw = "code=c&state=" + STATE.value() + "&scope=";

    assertThat(receive(raw + "s".repeat(512), NO_KEY)).isInstanceOf(Confirm.class);
    assertThat(receive(raw + "s".repeat(513), NO_KEY)).isEqualTo(new Malformed());
  }

  @Test
  void a_parameter_that_the_element_requires_has_to_come_with_a_code() {
    deployment =
        new Deployment(Deployment.element(null, List.of(new CallbackParameter("realmId", true))));
    deployment.begin();
    var raw = "&state=" + STATE.value();

    assertThat(receive("code=c" + raw, NO_KEY)).isEqualTo(new Malformed());
    assertThat(receive("code=c&realmId=7" + raw, NO_KEY)).isInstanceOf(Confirm.class);
    assertThat(receive("error=access_denied" + raw, NO_KEY)).isInstanceOf(Confirm.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&iss=",
        "&iss=https%3A%2F%2Fevil.test",
        "&iss=https%3A%2F%2FSIGNIN.infusionsoft.com"
      })
  @Tag("R13")
  void another_issuer_than_the_elements_or_none_is_malformed(String iss) {
    deployment = new Deployment(Deployment.element(ISSUER, List.of()));
    var attempt = deployment.begin();

    assertThat(receive(GOOD + iss, Optional.of(BROWSER_KEY))).isEqualTo(new Malformed());
    assertThat(receive("error=e&state=" + STATE.value() + iss, Optional.of(BROWSER_KEY)))
        .isEqualTo(new Malformed());
    assertUntouched(attempt);
  }

  @Test
  @Tag("R13")
  void the_elements_issuer_is_served() {
    deployment = new Deployment(Deployment.element(ISSUER, List.of()));
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    receive(GOOD + "&iss=" + Query.encode(ISSUER), Optional.of(BROWSER_KEY));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  void a_callback_that_is_too_large_to_carry_is_malformed() {
    var names = IntStream.range(0, 12).mapToObj(i -> "p" + i).toList();
    deployment =
        new Deployment(
            Deployment.element(
                null, names.stream().map(name -> new CallbackParameter(name, false)).toList()));
    var attempt = deployment.begin();
    var parameters = new StringBuilder();
    names.forEach(name -> parameters.append("&").append(name).append("=").append("x".repeat(512)));

    assertThat(receive("code=c&state=" + STATE.value() + parameters, NO_KEY))
        .isEqualTo(new Malformed());
    assertUntouched(attempt);
  }

  @Test
  void sealing_that_is_down_changes_nothing() {
    var attempt = deployment.begin();
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> receive(GOOD, NO_KEY));
    assertUntouched(attempt);
  }

  @Test
  void a_completion_is_not_printed() {
    var attempt = deployment.begin();

    assertThat(receive(GOOD, NO_KEY)).hasToString("Confirm");
    assertThat(new Allowed(CODE, Map.of())).hasToString("Allowed");
    assertUntouched(attempt);
  }

  private CallbackResult receive(String raw, Optional<BrowserKey> browserKey) {
    var callback = Callback.parse(raw).orElseThrow();
    return deployment.receiveCallback.receive(callback, browserKey, deployment.deadline());
  }

  private void assertUntouched(Attempt attempt) {
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.store.calls()).containsOnly(Call.FIND);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }
}
