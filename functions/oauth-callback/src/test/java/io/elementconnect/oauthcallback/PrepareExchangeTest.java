package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.APP;
import static io.elementconnect.oauthcallback.Deployment.CALLBACK_URL;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.PRIVATE_KEY;
import static io.elementconnect.oauthcallback.Deployment.RETURN_URL;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.oauthcallback.Preparation.Ready;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PrepareExchangeTest {
  private final Deployment deployment = new Deployment();

  @Test
  void the_request_is_the_seed_pages_with_the_stated_the_apps_and_the_standard_configuration() {
    assertThat(prepare(deployment.begin(), ALLOWED))
        .isEqualTo(
            new NewInstance(
                "infusionsofterp",
                "Acme's Infusionsoft",
                List.of("trial", "ec:test", "ec:test:" + ID),
                Map.of("code", CODE, "scope", SITE, "state", "infusionsofterp"),
                Map.of(
                    "infusionsoft.server", SITE,
                    "infusionsoft.private.key", PRIVATE_KEY,
                    "event.vendor.type", "polling",
                    "filter.response.nulls", "true",
                    "oauth.api.key", "app-key",
                    "oauth.api.secret", "app-secret",
                    "oauth.callback.url", CALLBACK_URL)));
  }

  @Test
  void without_a_scope_in_the_callback_there_is_none_in_the_request() {
    assertThat(prepare(deployment.begin(), new Allowed(CODE, Map.of())).providerData())
        .isEqualTo(Map.of("code", CODE, "state", "infusionsofterp"));
  }

  @Test
  void our_state_is_never_sent() {
    var callback = new Allowed(CODE, Map.of("state", STATE.value(), "code", "other"));

    assertThat(prepare(deployment.begin(), callback).providerData())
        .isEqualTo(Map.of("code", CODE, "state", "infusionsofterp"));
  }

  @Test
  void what_was_stated_counts_before_the_standard() {
    var stated = Map.of("infusionsoft.server", SITE, "event.vendor.type", "webhook");

    assertThat(prepare(deployment.begin(stating(stated)), ALLOWED).configuration())
        .containsEntry("event.vendor.type", "webhook")
        .containsEntry("filter.response.nulls", "true");
  }

  @Test
  void the_apps_default_is_in_for_a_secret_that_was_not_stated() {
    setDefaultPrivateKey();
    var attempt = deployment.begin(Deployment.request(null, SITE, RETURN_URL));

    assertThat(prepare(attempt, ALLOWED).configuration())
        .containsEntry("infusionsoft.private.key", "default-key");
  }

  @Test
  @Tag("R38")
  void nothing_else_of_the_apps_secret_is_sent() {
    deployment.secrets.set(
        APP,
        Map.of(
            "apiKey", "app-key",
            "apiSecret", "app-secret",
            "note", "canary",
            "oauth.api.secret", "canary",
            "event.vendor.type", "canary"));

    assertThat(prepare(deployment.begin(), ALLOWED).configuration()).doesNotContainValue("canary");
    assertThat(deployment.journal.line("secret_keys_unknown")).containsEntry("secret", APP);
    assertThat(deployment.journal.text()).doesNotContain("canary");
  }

  @Test
  void a_secret_that_was_stated_counts_before_the_apps_default() {
    setDefaultPrivateKey();

    assertThat(prepare(deployment.begin(), ALLOWED).configuration())
        .containsEntry("infusionsoft.private.key", PRIVATE_KEY);
  }

  @Test
  void nothing_that_was_stated_counts_before_the_app_and_the_callback() {
    var sealed =
        deployment.seal(
            ID,
            Map.of(
                "infusionsoft.private.key", PRIVATE_KEY,
                "oauth.api.key", "other",
                "oauth.api.secret", "other",
                "oauth.callback.url", "https://evil.test"));

    assertThat(
            prepare(deployment.begin(Deployment.request(sealed, SITE, RETURN_URL)), ALLOWED)
                .configuration())
        .containsEntry("oauth.api.key", "app-key")
        .containsEntry("oauth.api.secret", "app-secret")
        .containsEntry("oauth.callback.url", CALLBACK_URL);
  }

  @Test
  void nothing_prints_what_is_secret() {
    var ready = deployment.prepareExchange.prepare(deployment.begin(), ALLOWED);

    assertThat(ready.toString())
        .doesNotContain(CODE, PRIVATE_KEY, "app-secret", "org-secret", "user-secret");
  }

  private void setDefaultPrivateKey() {
    deployment.secrets.set(
        APP,
        Map.of(
            "apiKey", "app-key",
            "apiSecret", "app-secret",
            "infusionsoft.private.key", "default-key"));
  }

  private ConnectionRequest stating(Map<String, String> configuration) {
    var sealed = Objects.requireNonNull(deployment.request(ID).secretConfiguration());
    return new ConnectionRequest(
        "infusionsofterp",
        "Acme's Infusionsoft",
        List.of(),
        configuration,
        sealed,
        List.of(),
        SITE,
        RETURN_URL,
        CALLBACK_URL);
  }

  private NewInstance prepare(Attempt attempt, Allowed allowed) {
    return ((Ready) deployment.prepareExchange.prepare(attempt, allowed)).instance();
  }
}
