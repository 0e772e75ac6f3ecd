package io.elementconnect.attempts;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who sent a request: a user of a tenant, taken from the verified JWT only. */
public record Caller(String tenant, String user) {
  // An array claim arrives as "[a b]" and does not match: a caller is one user of one tenant.
  private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@|-]{0,127}");

  /**
   * Returns the caller that the claims name; empty when one of the two claims is missing or
   * malformed.
   */
  public static Optional<Caller> of(
      Map<String, String> claims, String tenantClaim, String userClaim) {
    var tenant = claims.getOrDefault(tenantClaim, "");
    var user = claims.getOrDefault(userClaim, "");
    return CLAIM.matcher(tenant).matches() && CLAIM.matcher(user).matches()
        ? Optional.of(new Caller(tenant, user))
        : Optional.empty();
  }
}
