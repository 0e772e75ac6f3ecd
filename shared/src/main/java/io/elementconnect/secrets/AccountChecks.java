package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.util.Optional;

/**
 * The last check of the account's secret: how a function that may not read the secret learns
 * whether an exchange can succeed.
 */
public interface AccountChecks {

  /**
   * Returns the last check, possibly not the very latest; empty when there was none.
   *
   * @throws Unavailable when the store does not answer
   */
  Optional<AccountCheck> last();

  /**
   * Stores a check in place of the one before.
   *
   * @throws Unavailable when the store does not answer
   */
  void store(AccountCheck check);
}
