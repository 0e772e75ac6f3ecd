package io.elementconnect.secrets;

import io.elementconnect.secrets.SecretProblem.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when the account's secret was last checked.
 *
 * @param problem why it could not be used; null when it could
 * @param at when it was checked, in whole seconds
 */
public record AccountCheck(@Nullable Kind problem, Instant at) {

  public boolean isUsable() {
    return problem == null;
  }
}
