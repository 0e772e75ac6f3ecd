package io.elementconnect.local.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The provider's authorization codes, and its token endpoint as Cloud Elements calls it to create
 * an instance. A code is good once, for ten minutes, for the app and the callback that it was
 * issued for. A failed attempt to redeem a code does not spend it.
 */
final class AuthorizationCodes {
  private final Accounts accounts;
  private final IssuedSecrets secrets;
  private final OneTimeTokens<Grant> grants;
  private final AtomicLong issued = new AtomicLong();
  private final AtomicLong used = new AtomicLong();

  AuthorizationCodes(Accounts accounts, IssuedSecrets secrets, InstantSource clock) {
    this.accounts = accounts;
    this.secrets = secrets;
    this.grants = new OneTimeTokens<>(Duration.ofMinutes(10), clock);
  }

  private record Grant(String apiKey, String callbackUrl, String site) {}

  /** What an app states to exchange a code. */
  record Exchange(String code, String apiKey, String apiSecret, String callbackUrl) {
    @Override
    public String toString() {
      return "Exchange[" + callbackUrl + "]";
    }
  }

  /** How an exchange ended. */
  sealed interface Outcome {
    /** The site that the person chose, empty when it is not known, and the tokens for it. */
    record Granted(String site, String accessToken, String refreshToken) implements Outcome {
      @Override
      public String toString() {
        return "Granted[" + site + "]";
      }
    }

    /** The provider's own JSON. */
    record Refused(String providerMessage) implements Outcome {}
  }

  String issue(String apiKey, String callbackUrl, String site) {
    var code = secrets.code();
    grants.add(code, new Grant(apiKey, callbackUrl, site));
    issued.incrementAndGet();
    return code;
  }

  /** Spends the code when the app, the callback and the code fit together. */
  Outcome redeem(Exchange exchange) {
    var app = accounts.app(exchange.apiKey());
    if (app.filter(it -> it.apiSecret().equals(exchange.apiSecret())).isEmpty()) {
      return refused("Unable to authenticate username and password");
    }
    return take(exchange)
        .<Outcome>map(grant -> granted(grant.site()))
        .orElseGet(() -> refused("Authorization code is invalid"));
  }

  /** Tokens for a site, whatever code led to them. */
  Outcome.Granted granted(String site) {
    return new Outcome.Granted(site, secrets.token(), secrets.token());
  }

  long issued() {
    return issued.get();
  }

  long used() {
    return used.get();
  }

  void clear() {
    grants.clear();
    issued.set(0);
    used.set(0);
  }

  private Optional<Grant> take(Exchange exchange) {
    var grant =
        grants.take(
            exchange.code(),
            it ->
                it.apiKey().equals(exchange.apiKey())
                    && it.callbackUrl().equals(exchange.callbackUrl()));
    grant.ifPresent(_ -> used.incrementAndGet());
    return grant;
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
