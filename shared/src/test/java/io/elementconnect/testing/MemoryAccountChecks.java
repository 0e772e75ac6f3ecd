package io.elementconnect.testing;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.AccountChecks;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last check of the account's secret, in memory. */
public final class MemoryAccountChecks implements AccountChecks {
  private @Nullable AccountCheck last;
  private boolean down;
  private int reads;

  /** From now on no call gets through. */
  public void breakDown() {
    down = true;
  }

  /** How often the last check was read, or was to be. */
  public synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized Optional<AccountCheck> last() {
    reads++;
    enter();
    return Optional.ofNullable(last);
  }

  @Override
  public synchronized void store(AccountCheck check) {
    enter();
    last = check;
  }

  private void enter() {
    if (down) {
      throw new Unavailable(Dependency.STORE, new IOException());
    }
  }
}
