package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import java.time.Instant;
import java.util.Optional;

/** Where attempts are begun and looked up. */
public interface Attempts {
  /** A caller's stored starts in one window. */
  int MAX_STARTS = 10;

  /**
   * Stores a new attempt and counts it, both or neither. Repeating it after a lost answer counts
   * once.
   *
   * @throws Unavailable when it is not known to be stored
   */
  Start start(Attempt attempt);

  /**
   * The attempt as it stands now, with every write that was answered before.
   *
   * @throws Unavailable when the store does not answer
   */
  Optional<Attempt> find(AttemptId id);

  /** How a start ended. */
  sealed interface Start {
    record Stored() implements Start {}

    /**
     * The caller began {@link #MAX_STARTS} attempts in the window that ends then; nothing was
     * stored.
     */
    record TooMany(Instant until) implements Start {}
  }
}
