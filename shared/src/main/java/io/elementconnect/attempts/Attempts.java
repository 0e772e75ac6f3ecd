package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import java.time.Instant;
import java.util.Optional;

/** Stores new attempts and looks attempts up. */
public interface Attempts {
  /** The maximum number of attempts that a caller may start in one window. */
  int MAX_STARTS = 10;

  /**
   * Stores a new attempt and counts it: both or neither. A call repeated after a lost response
   * counts once.
   *
   * @throws Unavailable when it is unknown whether it was stored
   */
  Start start(Attempt attempt);

  /**
   * Returns the current attempt, from a strongly consistent read: it includes every write that was
   * acknowledged before.
   *
   * @throws Unavailable when the store does not answer
   */
  Optional<Attempt> find(AttemptId id);

  /** How a start ended. */
  sealed interface Start {
    record Stored() implements Start {}

    /**
     * The caller has started {@link #MAX_STARTS} attempts in the window that ends at this time;
     * nothing was stored.
     */
    record TooMany(Instant until) implements Start {}
  }
}
