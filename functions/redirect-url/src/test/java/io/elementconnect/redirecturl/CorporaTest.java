package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.ANN;
import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.RETURN_URL;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.url.Query;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has fooled the checks of others, against every check of ours that a URL or a host meets. */
class CorporaTest {
  private static final String POST = "POST /elements/{keyOrId}/oauth/url";
  private static final String GET = "GET /elements/{keyOrId}/oauth/url";
  private static final String PROVIDER = "signin.infusionsoft.com";

  private final Deployment deployment = new Deployment();
  private final RedirectUrlFunction function = deployment.function();

  /** Of the frontend's host, and of the return URL as a whole, since that is what is compared. */
  static Stream<String> openRedirects() {
    return Stream.of("app.example.com", "app.example.com/integrations")
        .flatMap(host -> Corpus.of("open-redirects.txt", host));
  }

  static Stream<String> openRedirectsOfTheProvider() {
    return Corpus.of("open-redirects.txt", PROVIDER);
  }

  static Stream<String> foreignHosts() {
    return Corpus.of("foreign-hosts.txt", PROVIDER);
  }

  /** All but those that are accounts of the provider, though somebody else's. */
  static Stream<String> foreignSites() {
    return Corpus.of("foreign-hosts.txt", SITE)
        .filter(host -> !Set.of("evil" + SITE, "evil-" + SITE).contains(host));
  }

  @ParameterizedTest
  @MethodSource("openRedirects")
  @Tag("R22")
  void nobody_is_sent_back_to_an_open_redirect(String url) {
    assertRefused(post(url, SITE), "returnUrl is not one of the return URLs of this deployment.");
    assertRefused(
        get("name=Acme&siteAddress=" + SITE + "&returnUrl=" + Query.encode(url)),
        "returnUrl is not one of the return URLs of this deployment.");
  }

  @ParameterizedTest
  @MethodSource("openRedirectsOfTheProvider")
  @Tag("R15")
  void nobody_is_sent_on_by_an_open_redirect(String url) {
    assertSentToTheProviderAtMost(url);
    assertSentToTheProviderAtMost(url + "/");
  }

  @ParameterizedTest
  @MethodSource("foreignHosts")
  @Tag("R15")
  void nobody_is_sent_on_to_a_foreign_host(String host) {
    assertSentToTheProviderAtMost("https://" + host + "/");
    assertSentToTheProviderAtMost(host);
  }

  @ParameterizedTest
  @MethodSource("foreignSites")
  @Tag("R16")
  void cloud_elements_is_reported_of_no_foreign_host(String host) {
    var rest =
        ") is not acceptable. The address of your Infusionsoft account, such as dt123.infusionsoft.com.";
    assertRefused(
        post(RETURN_URL, host), "Infusionsoft server (configuration.infusionsoft.server" + rest);
    assertRefused(
        get(
            "name=Acme&returnUrl="
                + Query.encode(RETURN_URL)
                + "&infusionsoft.server="
                + Query.encode(host)),
        "Infusionsoft server (infusionsoft.server" + rest);
  }

  private void assertRefused(Answer answer, String detail) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.field("detail")).isEqualTo(detail);
    assertThat(deployment.cloudElements.asked()).isEmpty();
    assertThat(deployment.store.attempts()).isEmpty();
  }

  private void assertSentToTheProviderAtMost(String url) {
    deployment.cloudElements.redirects(asked ->
        new Redirect.To(
            url
                + "?"
                + Query.of(
                    Map.of(
                        "client_id",
                        asked.app().apiKey(),
                        "redirect_uri",
                        CALLBACK_URL,
                        "state",
                        asked.state()))));

    var before = deployment.store.attempts().size();

    var answer = post(RETURN_URL, SITE);

    if (answer.status() == 201) {
      // A slash ends the host for whoever reads it.
      assertThat(url).matches("https://signin\\.infusionsoft\\.com(:|:443)?/[^\\\\]*");
      return;
    }
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.code()).isEqualTo("unsafe_authorize_url");
    assertThat(answer.body()).doesNotContain("evil.test");
    assertThat(deployment.store.attempts()).hasSize(before);
  }

  private Answer post(String returnUrl, String site) {
    return HttpCall.to(POST)
        .path("keyOrId", "infusionsofterp")
        .by(ANN)
        .json(
            Map.of(
                "name",
                "Acme",
                "returnUrl",
                returnUrl,
                "configuration",
                Map.of("infusionsoft.server", site, "infusionsoft.private.key", "a-key")))
        .answeredBy(function);
  }

  private Answer get(String rawQuery) {
    return HttpCall.to(GET)
        .path("keyOrId", "infusionsofterp")
        .by(ANN)
        .query(rawQuery)
        .answeredBy(function);
  }
}
