package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import java.time.Instant;
import java.util.List;

/**
 * Lists the attempts whose exchange has no known outcome. Results are eventually consistent: recent
 * writes may be missing, so look each attempt up again before acting on it.
 */
public interface UnsettledAttempts {

  /**
   * Returns the attempts whose lease is over or whose next lookup is due, longest overdue first.
   *
   * @param limit at most so many
   * @throws Unavailable when the store does not answer
   */
  List<AttemptId> due(Instant now, int limit);

  /**
   * Returns the attempts that an operator has to settle, longest waiting first.
   *
   * @param limit at most so many
   * @throws Unavailable when the store does not answer
   */
  List<AttemptId> needingOperator(int limit);
}
