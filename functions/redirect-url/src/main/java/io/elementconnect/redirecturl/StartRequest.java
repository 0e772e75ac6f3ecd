package io.elementconnect.redirecturl;

import io.elementconnect.elements.Element;
import io.elementconnect.elements.Property;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A start request, checked against the element catalogue.
 *
 * @param configuration the non-secret values, normalised
 * @param secrets the secret values
 * @param scope the requested scopes; null for the element's default
 */
record StartRequest(
    Element element,
    String name,
    List<String> tags,
    String returnUrl,
    Map<String, String> configuration,
    Map<String, String> secrets,
    @Nullable String scope) {

  /** The requested account at the provider. */
  Optional<String> site() {
    return element.siteProperty().map(Property::key).map(configuration::get);
  }

  /** The parameters of {@code /oauth/url} in addition to the app, the callback and the state. */
  Map<String, String> oauthUrlParameters() {
    var parameters = new LinkedHashMap<String, String>();
    for (var property : element.properties()) {
      var value = configuration.get(property.key());
      if (property.oauthUrlParameter() != null && value != null) {
        parameters.put(property.oauthUrlParameter(), value);
      }
    }
    if (scope != null) {
      parameters.put("scope", scope);
    }
    return parameters;
  }

  /** The required secrets that are neither in the request nor among the defaults. */
  List<Property> missingSecrets(Collection<String> defaults) {
    return element.properties().stream()
        .filter(property -> property.secret() && property.required())
        .filter(property -> !secrets.containsKey(property.key()))
        .filter(property -> !defaults.contains(property.key()))
        .toList();
  }

  /** The keys of the secrets that are not in the request but among the defaults. */
  List<String> leftToDefaults(Collection<String> defaults) {
    return element.properties().stream()
        .filter(Property::secret)
        .map(Property::key)
        .filter(key -> !secrets.containsKey(key) && defaults.contains(key))
        .toList();
  }

  @Override
  public String toString() {
    return "StartRequest";
  }
}
