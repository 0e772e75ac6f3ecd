package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import java.time.Instant;
import java.util.List;

/**
 * Where the attempts are found whose exchange has no known end. What was written in the last
 * moments may be missing here, or be here still: each has to be looked up again.
 */
public interface UnsettledAttempts {

  /**
   * Those whose lease is over, or that are to be looked for by now, the longest due first.
   *
   * @param limit at most so many
   * @throws Unavailable when the store does not answer
   */
  List<AttemptId> due(Instant now, int limit);

  /**
   * Those that an operator has to settle, the longest waiting first.
   *
   * @param limit at most so many
   * @throws Unavailable when the store does not answer
   */
  List<AttemptId> needingOperator(int limit);
}
