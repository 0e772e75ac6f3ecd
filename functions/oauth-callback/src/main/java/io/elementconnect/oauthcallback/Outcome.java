package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.instances.Instance;
import org.jspecify.annotations.Nullable;

/** How the exchange of a proven callback ended. */
sealed interface Outcome extends CallbackResult, CompletionResult {

  /**
   * The attempt stands so now, through this callback or an earlier one.
   *
   * @param instance what was just stored; null when that was not now
   */
  record Current(Attempt attempt, @Nullable Instance instance) implements Outcome {
    Current(Attempt attempt) {
      this(attempt, null);
    }
  }

  /** It came too late, and nothing was spent. */
  record Expired(Attempt attempt) implements Outcome {}

  /**
   * Nothing was spent, and the same request may still succeed.
   *
   * @param code why, snake_case
   */
  record TryAgain(Attempt attempt, String code) implements Outcome {}
}
