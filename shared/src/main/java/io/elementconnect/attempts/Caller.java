package io.elementconnect.attempts;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who asked: a user of a tenant, from the caller's verified JWT and nowhere else. */
public record Caller(String tenant, String user) {
  // An array claim arrives as "[a b]" and does not match: a caller is one user of one tenant.
  private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@|-]{0,127}");

  /**
   * The caller that the claims name, or nothing when one of the two claims is missing or is not one
   * plain word.
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
