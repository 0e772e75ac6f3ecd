package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.ANN;
import static io.elementconnect.redirecturl.Deployment.APP;
import static io.elementconnect.redirecturl.Deployment.BROWSER_KEY;
import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.NOON;
import static io.elementconnect.redirecturl.Deployment.PRIVATE_KEY;
import static io.elementconnect.redirecturl.Deployment.RETURN_URL;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.elements.Element;
import io.elementconnect.redirecturl.StartOutcome.SecretUnusable;
import io.elementconnect.redirecturl.StartOutcome.SecretsMissing;
import io.elementconnect.redirecturl.StartOutcome.Started;
import io.elementconnect.redirecturl.StartOutcome.TooManyStarts;
import io.elementconnect.redirecturl.StartOutcome.UnsafeAuthorizeUrl;
import io.elementconnect.redirecturl.StartOutcome.UpstreamBusy;
import io.elementconnect.redirecturl.StartOutcome.UpstreamRefused;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreachable;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreadable;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.secrets.SecretProblem;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.testing.MemoryStore.Call;
import io.elementconnect.testing.ScriptedCloudElements;
import io.elementconnect.testing.ScriptedCloudElements.Asked;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StartAttemptTest {
  private static final Map<String, String> STATED_SECRETS =
      Map.of("infusionsoft.private.key", PRIVATE_KEY);

  private final Deployment deployment = new Deployment();

  @Test
  @Tag("R02")
  void a_start_stores_the_attempt_under_the_hash_of_its_state() {
    var outcome = start();

    var asked = deployment.cloudElements.asked().getFirst();
    var id = new State(asked.state()).attemptId();
    var stored = deployment.store.attempt(id);
    assertThat(outcome).isEqualTo(new Started(stored, ScriptedCloudElements.oauthUrl(asked)));
    assertThat(stored)
        .isEqualTo(
            new Attempt(
                id,
                ANN,
                new ConnectionRequest(
                    "infusionsofterp",
                    "Acme",
                    List.of("trial"),
                    Map.of("infusionsoft.server", SITE),
                    stored.request().secretConfiguration(),
                    List.of(),
                    SITE,
                    RETURN_URL,
                    CALLBACK_URL),
                BROWSER_KEY.hash(),
                NOON,
                NOON.plusSeconds(900),
                null,
                null,
                0,
                new Pending()));
  }

  @Test
  void cloud_elements_is_asked_with_the_app_our_callback_and_the_site() {
    start();

    var asked = deployment.cloudElements.asked();
    assertThat(asked)
        .containsExactly(
            new Asked(
                "infusionsofterp",
                new ProviderApp("app-key", "app-secret", Map.of()),
                CALLBACK_URL,
                asked.getFirst().state(),
                Map.of("siteAddress", SITE)));
  }

  @Test
  void a_scope_that_was_asked_for_is_passed_on() {
    start(request(STATED_SECRETS, "full"));

    assertThat(deployment.cloudElements.asked().getFirst().parameters())
        .containsEntry("scope", "full");
  }

  @Test
  @Tag("R02")
  void the_state_is_stored_nowhere() {
    start();

    var state = deployment.cloudElements.asked().getFirst().state();
    assertThat(deployment.store.attempts().toString()).doesNotContain(state);
    assertThat(opened()).isNotEmpty().doesNotContainValue(state);
    assertThat(deployment.journal.text()).doesNotContain(state);
  }

  @Test
  @Tag("R01")
  void each_start_has_a_state_of_its_own() {
    start();
    start();

    assertThat(deployment.cloudElements.asked()).extracting(Asked::state).doesNotHaveDuplicates();
    assertThat(deployment.store.attempts()).hasSize(2);
  }

  @Test
  void secret_configuration_is_sealed_for_the_attempt_and_its_tenant() {
    start();

    var attempt = onlyAttempt();
    assertThat(attempt.toString()).doesNotContain(PRIVATE_KEY);
    assertThat(opened()).isEqualTo(STATED_SECRETS);
    assertThat(open(new EncryptionContext(Purpose.CONFIGURATION, "other", attempt.id()))).isEmpty();
    assertThat(
            open(
                new EncryptionContext(
                    Purpose.CONFIGURATION, "acme", new AttemptId("x".repeat(43)))))
        .isEmpty();
    assertThat(open(new EncryptionContext(Purpose.COMPLETION, "acme", attempt.id()))).isEmpty();
  }

  @Test
  void a_default_is_in_for_a_secret_that_was_not_stated_and_is_not_copied() {
    setApp("infusionsoft.private.key", PRIVATE_KEY);

    assertThat(start(request(Map.of(), null))).isInstanceOf(Started.class);

    assertThat(onlyAttempt().request().secretConfiguration()).isNull();
    assertThat(onlyAttempt().request().defaults()).containsExactly("infusionsoft.private.key");
    assertThat(deployment.dataKeys.generated()).isZero();
  }

  @Test
  void an_optional_secret_may_have_neither_value_nor_default() {
    assertThat(start(request(Map.of(), null))).isInstanceOf(Started.class);

    assertThat(onlyAttempt().request().defaults()).isEmpty();
  }

  @Test
  void a_default_for_a_secret_that_was_stated_is_not_counted_on() {
    setApp("infusionsoft.private.key", "default-key");

    start();

    assertThat(onlyAttempt().request().defaults()).isEmpty();
  }

  @Test
  void a_required_secret_without_value_or_default_is_asked_for_before_anybody_is_called() {
    var element = Deployment.requiringTheKey().get("infusionsofterp");

    assertThat(start(request(element, Map.of())))
        .isEqualTo(
            new SecretsMissing(
                List.of(element.property("infusionsoft.private.key").orElseThrow())));
    assertNothingHappened();
  }

  @Test
  void a_default_that_was_added_a_minute_ago_is_used() {
    var element = Deployment.requiringTheKey().get("infusionsofterp");
    start();
    setApp("infusionsoft.private.key", PRIVATE_KEY);
    deployment.now = NOON.plusSeconds(60);

    assertThat(start(request(element, Map.of()))).isInstanceOf(Started.class);
  }

  @Test
  void an_app_that_is_not_set_is_named_before_anybody_is_called() {
    deployment.secrets.unset(APP);

    assertThat(start())
        .isEqualTo(new SecretUnusable(new SecretProblem(APP, Kind.NOT_SET, "has no value yet")));
    assertNothingHappened();
  }

  @Test
  void an_app_without_its_secret_is_named_with_the_field() {
    deployment.secrets.set(APP, Map.of("apiKey", "app-key"));

    assertThat(start())
        .isEqualTo(
            new SecretUnusable(
                new SecretProblem(APP, Kind.NOT_SET, "has no value for apiSecret yet")));
    assertNothingHappened();
  }

  @Test
  void nothing_is_stored_when_cloud_elements_refuses() {
    assertThat(startAnswered(new Redirect.Refused(403))).isEqualTo(new UpstreamRefused(403));
    assertNothingWasStored();
  }

  @Test
  void nothing_is_stored_when_cloud_elements_is_busy() {
    assertThat(startAnswered(new Redirect.Throttled())).isEqualTo(new UpstreamBusy());
    assertNothingWasStored();
  }

  @Test
  void nothing_is_stored_when_cloud_elements_is_not_understood() {
    assertThat(startAnswered(new Redirect.Unreadable())).isEqualTo(new UpstreamUnreadable());
    assertNothingWasStored();
  }

  @Test
  void nothing_is_stored_when_cloud_elements_does_not_answer() {
    assertThat(startAnswered(new Redirect.NoAnswer())).isEqualTo(new UpstreamUnreachable());
    assertNothingWasStored();
  }

  @Test
  @Tag("R15")
  void nothing_is_stored_when_the_url_is_not_safe() {
    assertThat(startAnswered(new Redirect.To("javascript:alert(1)")))
        .isEqualTo(new UnsafeAuthorizeUrl());
    assertNothingWasStored();
  }

  @Test
  void an_eleventh_start_in_a_window_is_one_too_many() {
    for (int i = 0; i < 10; i++) {
      assertThat(start()).isInstanceOf(Started.class);
    }

    assertThat(start()).isEqualTo(new TooManyStarts(NOON.plusSeconds(900)));
    assertThat(deployment.store.attempts()).hasSize(10);
    assertThat(deployment.journal.events()).hasSize(10);
  }

  @Test
  void a_store_that_is_down_gives_no_url() {
    deployment.store.breakDown(Call.START);

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::start);
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void sealing_that_is_down_stores_nothing() {
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::start);
    assertNothingWasStored();
  }

  @Test
  void a_start_is_journalled_without_secrets() {
    start();

    assertThat(deployment.journal.line("attempt_started"))
        .containsEntry("attemptId", onlyAttempt().id().value())
        .containsEntry("tenant", "acme")
        .containsEntry("element", "infusionsofterp");
    assertThat(deployment.journal.text())
        .doesNotContain(PRIVATE_KEY, "app-secret", BROWSER_KEY.value());
  }

  @Test
  void an_outcome_does_not_print_the_url_since_it_holds_the_state() {
    assertThat(start().toString()).isEqualTo("Started");
  }

  private StartOutcome startAnswered(Redirect redirect) {
    deployment.cloudElements.redirects(_ -> redirect);
    return start();
  }

  private StartOutcome start() {
    return start(request(STATED_SECRETS, null));
  }

  private StartOutcome start(StartRequest request) {
    return deployment.startAttempt.start(request, ANN, BROWSER_KEY, CALLBACK_URL);
  }

  private static StartRequest request(Map<String, String> secrets, @Nullable String scope) {
    return request(CATALOGUE.get("infusionsofterp"), secrets, scope);
  }

  private static StartRequest request(Element element, Map<String, String> secrets) {
    return request(element, secrets, null);
  }

  private static StartRequest request(
      Element element, Map<String, String> secrets, @Nullable String scope) {
    return new StartRequest(
        element,
        "Acme",
        List.of("trial"),
        RETURN_URL,
        Map.of("infusionsoft.server", SITE),
        secrets,
        scope);
  }

  private void setApp(String field, String value) {
    deployment.secrets.set(
        APP, Map.of("apiKey", "app-key", "apiSecret", "app-secret", field, value));
  }

  private Attempt onlyAttempt() {
    assertThat(deployment.store.attempts()).hasSize(1);
    return deployment.store.attempts().getFirst();
  }

  /** The secret configuration that was stored. */
  private Map<String, String> opened() {
    return open(new EncryptionContext(Purpose.CONFIGURATION, "acme", onlyAttempt().id()))
        .orElseThrow();
  }

  private Optional<Map<String, String>> open(EncryptionContext context) {
    Sealed sealed = Objects.requireNonNull(onlyAttempt().request().secretConfiguration());
    return deployment.sealer.unseal(sealed, context).map(Fields::decode);
  }

  private void assertNothingHappened() {
    assertThat(deployment.cloudElements.asked()).isEmpty();
    assertNothingWasStored();
  }

  private void assertNothingWasStored() {
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(deployment.dataKeys.generated()).isZero();
    assertThat(deployment.journal.events()).isEmpty();
  }
}
