package io.elementconnect.secrets;

import java.util.Map;

/**
 * The app that is registered at the provider.
 *
 * @param apiKey its client id
 * @param apiSecret its client secret
 * @param defaults values of the element's secret properties, by key, for attempts that do not set
 *     their own; normalised
 */
public record ProviderApp(String apiKey, String apiSecret, Map<String, String> defaults) {
  @Override
  public String toString() {
    return "ProviderApp";
  }
}
