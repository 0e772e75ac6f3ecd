package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.simulator.Accounts.User;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks {@code Authorization: User <secret>, Organization <secret>}, in either order, with an
 * optional {@code Element <token>}.
 */
final class CallerCredentials {
  /** One text for three causes, as Cloud Elements has it. */
  static final ApiResult REFUSAL =
      ApiResult.refused(
          401, "Invalid Organization or User secret, or invalid Element token provided.");

  private static final Pattern PART =
      Pattern.compile("\\s*(user|organization|element)\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private final Accounts initial;
  private final InstanceStore instances;
  private Accounts accounts;

  CallerCredentials(Accounts accounts, InstanceStore instances) {
    this.initial = accounts;
    this.accounts = accounts;
    this.instances = instances;
  }

  /** The user who calls; empty when a secret or the element token is wrong or missing. */
  synchronized Optional<User> user(Call call) {
    var parts = parse(call);
    return Optional.ofNullable(parts.get("organization"))
        .filter(accounts.organization().secret()::equals)
        .flatMap(_ -> Optional.ofNullable(parts.get("user")))
        .flatMap(accounts::user)
        .filter(_ -> !parts.containsKey("element") || instances.hasToken(parts.get("element")));
  }

  /** True when the request carries credentials and they are wrong. */
  boolean contradicts(Call call) {
    return call.headers().containsKey("Authorization") && user(call).isEmpty();
  }

  synchronized void rotateUser(long userId, String secret) {
    accounts = accounts.withUserSecret(userId, secret);
  }

  synchronized void reset() {
    accounts = initial;
  }

  /** The parts by lower-case scheme; none of them when the header is not of its form. */
  private static Map<String, String> parse(Call call) {
    var values = call.headers().getOrDefault("Authorization", List.of());
    var parts = new HashMap<String, String>();
    for (String part : String.join(",", values).split(",", -1)) {
      var match = PART.matcher(part);
      if (!match.matches()
          || parts.put(match.group(1).toLowerCase(Locale.ROOT), match.group(2)) != null) {
        return Map.of();
      }
    }
    return parts;
  }
}
