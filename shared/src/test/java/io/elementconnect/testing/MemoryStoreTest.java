package io.elementconnect.testing;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.instances.Instances;
import org.junit.jupiter.api.Nested;

/** The store in memory keeps the contracts that the DynamoDB adapters keep. */
class MemoryStoreTest {

  @Nested
  class AsAttempts extends AttemptsContract {
    AsAttempts() {
      super(new MemoryContractStore());
    }
  }

  @Nested
  class AsExchanges extends AttemptTransitionsContract {
    AsExchanges() {
      super(new MemoryContractStore());
    }
  }

  @Nested
  class AsUnsettled extends UnsettledAttemptsContract {
    AsUnsettled() {
      super(new MemoryContractStore());
    }
  }

  @Nested
  class AsInstances extends InstancesContract {
    AsInstances() {
      super(new MemoryContractStore());
    }
  }

  private static final class MemoryContractStore implements ContractStore {
    private final MemoryStore store = new MemoryStore();

    @Override
    public Attempts attempts() {
      return store;
    }

    @Override
    public AttemptTransitions transitions() {
      return store;
    }

    @Override
    public UnsettledAttempts unsettled() {
      return store;
    }

    @Override
    public Instances instances() {
      return store;
    }

    @Override
    public void put(Attempt attempt) {
      store.put(attempt);
    }
  }
}
