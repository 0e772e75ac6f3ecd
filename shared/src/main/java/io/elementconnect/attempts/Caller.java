package io.elementconnect.attempts;

import io.elementconnect.Base64Url;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Who sent a request: a user of a tenant, taken from the verified JWT only. */
public record Caller(String tenant, String user) {

  /** Reads the caller that the claims name; both have to be an {@link Identity}. */
  public static Reading of(Map<String, String> claims, String tenantClaim, String userClaim) {
    var tenant = claims.getOrDefault(tenantClaim, "");
    var user = claims.getOrDefault(userClaim, "");
    return refusal(tenantClaim, tenant)
        .or(() -> refusal(userClaim, user))
        .orElseGet(() -> new Reading.Read(new Caller(tenant, user)));
  }

  /**
   * Returns a hash of both, 43 characters, for keys that contain them: different callers have
   * different hashes, whatever their tenants and users contain.
   */
  public String hash() {
    return Base64Url.sha256(HexFormat.of().toHexDigits(tenant.length()) + tenant + user);
  }

  private static Optional<Reading> refusal(String claim, String value) {
    return Identity.brokenRule(value).map(rule -> new Reading.Refused(claim, rule));
  }

  /** What the claims of an access token name. */
  public sealed interface Reading {
    record Read(Caller caller) implements Reading {}

    /**
     * A claim cannot identify anybody.
     *
     * @param claim its name
     * @param rule what is wrong with it, without its value
     */
    record Refused(String claim, String rule) implements Reading {}
  }
}
