package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.AuthorizationCodes.Outcome.Granted;
import io.elementconnect.local.simulator.ElementCatalog.CatalogElement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the configuration that an element instance shows, with {@code ********} for secrets. */
final class Configuration {
  private static final String MASK = "********";
  private static final Set<String> SECRET =
      Set.of(
          "oauth.api.key",
          "oauth.api.secret",
          "oauth.user.token",
          "oauth.user.refresh_token",
          "infusionsoft.private.key",
          "event.notification.signature.key",
          "password");

  private Configuration() {}

  /** What was stated, and what Cloud Elements adds for Infusionsoft; an empty value is a null. */
  static SortedMap<String, Optional<String>> of(
      NewInstance stated, CatalogElement element, Granted granted, Instant now) {
    var values = new TreeMap<String, Optional<String>>();
    values.put("event.notification.enabled", Optional.of("false"));
    values.put("filter.response.nulls", Optional.of("true"));
    stated.configurationKeys().forEach(key -> values.put(key, stated.configured(key)));
    if (element.requiredConfiguration().contains("infusionsoft.server")) {
      values.put("base.url", stated.configured("infusionsoft.server").map(Configuration::baseUrl));
    }
    values.put("pagination.max", Optional.of("100"));
    addOAuth(values, granted, now);
    values.replaceAll((key, value) -> SECRET.contains(key) ? value.map(_ -> MASK) : value);
    return values;
  }

  private static void addOAuth(
      SortedMap<String, Optional<String>> values, Granted granted, Instant now) {
    values.put(
        "oauth.authorization.url",
        Optional.of("https://signin.infusionsoft.com/app/oauth/authorize"));
    values.put("oauth.token.url", Optional.of("https://api.infusionsoft.com/token"));
    values.put("oauth.scope", Optional.of("full"));
    values.put("oauth.user.token", Optional.of(granted.accessToken()));
    values.put("oauth.user.refresh_token", Optional.of(granted.refreshToken()));
    values.put("oauth.user.refresh_interval", Optional.of("28800"));
    values.put("oauth.user.refresh_time", Optional.of(Long.toString(now.toEpochMilli())));
  }

  private static String baseUrl(String server) {
    var host = server.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return "https://" + host + "/api/xmlrpc";
  }
}
