package io.elementconnect.redirecturl;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.Element;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.settings.Settings;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a person may be sent to the URL that Cloud Elements returned: https, to a host of
 * the element, with exactly our state, our callback and our app (RFC 9700, section 4.4), for a code
 * in the query, and without the app's secret. On a loopback host http is accepted, and only when
 * Cloud Elements itself is on one.
 */
final class AuthorizeUrl {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,8192}");

  private final boolean loopbackAllowed;

  AuthorizeUrl(String cloudElementsUrl) {
    this.loopbackAllowed = Settings.isLoopback(cloudElementsUrl);
  }

  /**
   * What the URL of one start has to lead to.
   *
   * @param site the account's address; null when the element has none
   */
  record Expected(
      Element element, @Nullable String site, State state, String callbackUrl, ProviderApp app) {}

  boolean isSafe(String url, Expected expected) {
    return parse(url)
        .filter(address -> isProvider(address, url, expected.element(), expected.site()))
        .filter(address -> address.getRawUserInfo() == null && address.getRawFragment() == null)
        .filter(_ -> !AppSecretInUrl.isFound(url, expected.app()))
        .flatMap(address -> Optional.ofNullable(address.getRawQuery()).flatMap(Query::parse))
        .filter(query -> has(query, "state", expected.state().value()))
        .filter(query -> has(query, "redirect_uri", expected.callbackUrl()))
        .filter(query -> has(query, "client_id", expected.app().apiKey()))
        .filter(query -> hasAtMost(query, "response_type", "code"))
        .filter(query -> hasAtMost(query, "response_mode", "query"))
        .isPresent();
  }

  private static boolean has(Query query, String parameter, String value) {
    return query.all(parameter).equals(List.of(value));
  }

  private static boolean hasAtMost(Query query, String parameter, String value) {
    return !query.has(parameter) || has(query, parameter, value);
  }

  private boolean isProvider(URI address, String url, Element element, @Nullable String site) {
    if (address.getHost() == null) {
      return false;
    }
    if (loopbackAllowed && Settings.isLoopback(url)) {
      return "http".equals(address.getScheme());
    }
    return "https".equals(address.getScheme())
        && (address.getPort() == -1 || address.getPort() == 443)
        && element.allowsAuthorizeHost(address.getHost(), site);
  }

  private static Optional<URI> parse(String url) {
    if (!PRINTABLE.matcher(url).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
