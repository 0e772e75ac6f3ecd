package io.elementconnect.testing;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.instances.Instances;

/** An implementation of the store's ports, all on the same data, for the contracts to try. */
public interface ContractStore {
  Attempts attempts();

  AttemptTransitions transitions();

  UnsettledAttempts unsettled();

  Instances instances();

  /** Replaces what is stored of this attempt, without any condition. */
  void put(Attempt attempt);
}
