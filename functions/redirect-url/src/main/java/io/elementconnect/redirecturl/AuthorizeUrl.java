package io.elementconnect.redirecturl;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.Element;
import io.elementconnect.settings.Settings;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a person may be sent to the URL that Cloud Elements returned: https, to a host of
 * the element, with exactly our state and our callback (RFC 9700, section 4.4). On a loopback host
 * http is accepted, and only when Cloud Elements itself is on one.
 */
final class AuthorizeUrl {
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,8192}");

  private final boolean loopbackAllowed;

  AuthorizeUrl(String cloudElementsUrl) {
    this.loopbackAllowed = Settings.isLoopback(cloudElementsUrl);
  }

  boolean isSafe(
      String url, Element element, @Nullable String site, State state, String callbackUrl) {
    return parse(url)
        .filter(address -> isProvider(address, url, element, site))
        .filter(address -> address.getRawUserInfo() == null && address.getRawFragment() == null)
        .flatMap(address -> Optional.ofNullable(address.getRawQuery()).flatMap(Query::parse))
        .filter(query -> query.single("state").equals(Optional.of(state.value())))
        .filter(query -> query.single("redirect_uri").equals(Optional.of(callbackUrl)))
        .isPresent();
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
