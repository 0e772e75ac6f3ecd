package io.elementconnect.local.journeys;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.simulator.Ledger;
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

  /** How often an attempt asked for an instance. */
  static long posts(LocalStack stack, String attemptId) {
    return stack.simulator().ledger().posts().stream()
        .filter(post -> post.tags().contains("ec:local:" + attemptId))
        .count();
  }
}
