package io.elementconnect.elements;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector in the catalogue.
 *
 * @param key its name, such as {@code infusionsofterp}
 * @param ids its numeric ids at Cloud Elements
 * @param issuer the required value of {@code iss} at the callback (RFC 9207); null when the
 *     provider sends none
 * @param name the display name
 * @param hub the kind of service, such as {@code erp}
 * @param authentication how an account is connected
 * @param authorizeHosts the hosts that a person may be sent to; {@code {site}} is the site in the
 *     start request
 * @param properties its configuration
 * @param callbackParameters the callback parameters that the exchange needs in addition to the code
 * @param scope the scopes that a caller may request, separated by spaces; null when there are none
 * @param siteParameter the callback parameter that names the account that was signed in to; null
 *     for none
 */
public record Element(
    String key,
    Set<Long> ids,
    @Nullable String issuer,
    String name,
    String hub,
    Authentication authentication,
    List<String> authorizeHosts,
    List<Property> properties,
    List<CallbackParameter> callbackParameters,
    @Nullable String scope,
    @Nullable String siteParameter) {

  private static final String SITE = "siteAddress";

  /** How an account is connected. Only OAuth 2.0 is supported. */
  public enum Authentication {
    OAUTH2("OAuth 2.0"),
    OAUTH1("OAuth 1.0a"),
    API_KEY("an API key"),
    BASIC("a user name and password"),
    CLIENT_CREDENTIALS("OAuth 2.0 client credentials, without a person");

    private final String words;

    Authentication(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Optional<Property> property(String propertyKey) {
    return properties.stream().filter(property -> property.key().equals(propertyKey)).findFirst();
  }

  /** The property that feeds this parameter of {@code /oauth/url}. */
  public Optional<Property> propertyFeeding(String oauthUrlParameter) {
    return properties.stream()
        .filter(property -> oauthUrlParameter.equals(property.oauthUrlParameter()))
        .findFirst();
  }

  /** The property that names the account at the provider. */
  public Optional<Property> siteProperty() {
    return propertyFeeding(SITE);
  }

  /** Whether a person who wants to connect this site may be sent to this host. */
  public boolean allowsAuthorizeHost(String host, @Nullable String site) {
    return authorizeHosts.stream()
        .anyMatch(allowed -> allowed.equals("{site}") ? host.equals(site) : host.equals(allowed));
  }

  /** Whether the host is a valid site of the element. */
  public boolean isSite(String host) {
    return siteProperty().flatMap(property -> property.accept(host)).isPresent();
  }

  /**
   * Returns the site that a callback parameter names: the value itself, or the part after its last
   * {@code |} (as in {@code full|dt123.infusionsoft.com}). Empty when that is not a host name.
   */
  public Optional<String> siteNamed(String parameter) {
    var site =
        Property.Normalization.HOST.apply(parameter.substring(parameter.lastIndexOf('|') + 1));
    return site.contains(".") ? Optional.of(site) : Optional.empty();
  }
}
