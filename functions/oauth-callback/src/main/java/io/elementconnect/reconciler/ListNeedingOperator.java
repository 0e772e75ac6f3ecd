package io.elementconnect.reconciler;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.UnsettledAttempts;
import java.util.List;
import java.util.Optional;

/** Lists the attempts that wait for an operator. */
final class ListNeedingOperator {
  private static final int MAX = 100;

  private final UnsettledAttempts unsettled;
  private final Attempts attempts;

  ListNeedingOperator(UnsettledAttempts unsettled, Attempts attempts) {
    this.unsettled = unsettled;
    this.attempts = attempts;
  }

  /** Returns at most 100 attempts, longest waiting first. */
  List<NeedingOperator> list() {
    return unsettled.needingOperator(MAX).stream()
        .map(attempts::find)
        .flatMap(Optional::stream)
        .flatMap(attempt -> waiting(attempt).stream())
        .toList();
  }

  /** An attempt, and why it waits. */
  record NeedingOperator(Attempt attempt, NeedsOperator reason) {}

  private static Optional<NeedingOperator> waiting(Attempt attempt) {
    return attempt.progress() instanceof NeedsOperator reason
        ? Optional.of(new NeedingOperator(attempt, reason))
        : Optional.empty();
  }
}
