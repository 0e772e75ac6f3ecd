package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.Accounts.ProviderApp;
import java.util.Optional;

/** The provider's token endpoint, as Cloud Elements meets it when it makes an instance. */
final class CodeExchange {
  private final Accounts accounts;
  private final Codes codes;
  private final Secrets secrets;

  CodeExchange(Accounts accounts, Codes codes, Secrets secrets) {
    this.accounts = accounts;
    this.codes = codes;
    this.secrets = secrets;
  }

  /** How an exchange ended. */
  sealed interface Outcome {
    /** The site that the person chose, empty when nobody knows, and the tokens for it. */
    record Granted(String site, String accessToken, String refreshToken) implements Outcome {
      @Override
      public String toString() {
        return "Granted[" + site + "]";
      }
    }

    /** The provider's own JSON. */
    record Refused(String providerMessage) implements Outcome {}
  }

  /** What a code that is no good seems to give. */
  Outcome.Granted pretended() {
    return new Outcome.Granted("", secrets.token(), secrets.token());
  }

  Outcome exchange(String code, String apiKey, String apiSecret, String callbackUrl) {
    var app = accounts.app(apiKey).filter(it -> it.apiSecret().equals(apiSecret));
    if (app.isEmpty()) {
      return refused("Unable to authenticate username and password");
    }
    return redeem(code, app.get(), callbackUrl)
        .<Outcome>map(site -> new Outcome.Granted(site, secrets.token(), secrets.token()))
        .orElseGet(() -> refused("Authorization code is invalid"));
  }

  private Optional<String> redeem(String code, ProviderApp app, String callbackUrl) {
    return codes.redeem(code, app.apiKey(), callbackUrl);
  }

  private static Outcome refused(String description) {
    return new Outcome.Refused(
        Json.MAPPER
            .createObjectNode()
            .put("error", "invalid_grant")
            .put("error_description", description)
            .toString());
  }
}
