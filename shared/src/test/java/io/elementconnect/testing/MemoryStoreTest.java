package io.elementconnect.testing;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Exchanges;
import io.elementconnect.attempts.Unsettled;
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
  class AsExchanges extends ExchangesContract {
    AsExchanges() {
      super(new MemoryContractStore());
    }
  }

  @Nested
  class AsUnsettled extends UnsettledContract {
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
    public Exchanges exchanges() {
      return store;
    }

    @Override
    public Unsettled unsettled() {
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
