package io.elementconnect.testing;

import io.elementconnect.secrets.AccountChecks;

class MemoryAccountChecksTest extends AccountChecksContract {
  @Override
  protected AccountChecks empty() {
    return new MemoryAccountChecks();
  }
}
