package io.elementconnect.local.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The provider's authorization codes: each is good once, for ten minutes, for the app and the
 * callback that it was issued for. A failed attempt to redeem a code does not spend it.
 */
final class Codes {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Secrets secrets;
  private final InstantSource clock;
  private final Map<String, Grant> open = new HashMap<>();
  private long issued;
  private long used;

  Codes(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** How many codes were issued, and how many of them exchanged. */
  record Counts(long issued, long used) {}

  private record Grant(String apiKey, String callbackUrl, String site, Instant expiry) {}

  synchronized String issue(String apiKey, String callbackUrl, String site) {
    var code = secrets.code();
    open.put(code, new Grant(apiKey, callbackUrl, site, clock.instant().plus(LIFE)));
    issued++;
    return code;
  }

  /** Spends the code; the site that the person chose, empty when the code is not good. */
  synchronized Optional<String> redeem(String code, String apiKey, String callbackUrl) {
    var grant = open.get(code);
    if (grant == null
        || !grant.apiKey().equals(apiKey)
        || !grant.callbackUrl().equals(callbackUrl)
        || !clock.instant().isBefore(grant.expiry())) {
      return Optional.empty();
    }
    open.remove(code);
    used++;
    return Optional.of(grant.site());
  }

  synchronized Counts counts() {
    return new Counts(issued, used);
  }

  synchronized void clear() {
    open.clear();
    issued = 0;
    used = 0;
  }
}
