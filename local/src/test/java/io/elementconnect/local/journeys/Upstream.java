package io.elementconnect.local.journeys;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.simulator.Ledger;
import io.elementconnect.local.simulator.Route;
import java.util.List;

/** What Cloud Elements knows. */
final class Upstream {
  private Upstream() {}

  /** The instances that an attempt created. */
  static List<Ledger.Entry> taggedFor(LocalStack stack, String attemptId) {
    return stack.simulator().ledger().instances().stream()
        .filter(entry -> entry.tags().contains("ec:local:" + attemptId))
        .toList();
  }

  /** How often an instance was asked for, by whomever. */
  static long creations(LocalStack stack) {
    return stack.simulator().ledger().calls().getOrDefault(Route.CREATE_INSTANCE, 0L);
  }
}
