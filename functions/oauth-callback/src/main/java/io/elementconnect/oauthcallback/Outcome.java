package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.instances.Instance;
import io.elementconnect.secrets.SecretProblem;
import org.jspecify.annotations.Nullable;

/** The outcome of a proven callback. */
sealed interface Outcome extends CallbackResult, CompletionResult {

  /**
   * The attempt as it is now, after this callback or an earlier one.
   *
   * @param instance the instance that this callback stored; null when it stored none
   */
  record Current(Attempt attempt, @Nullable Instance instance) implements Outcome {
    Current(Attempt attempt) {
      this(attempt, null);
    }
  }

  /** The callback arrived too late; nothing was spent. */
  record Expired(Attempt attempt) implements Outcome {}

  /**
   * Nothing was spent. The same request may succeed once the company has filled or corrected a
   * secret.
   */
  record NotSetUp(Attempt attempt, SecretProblem.Kind why) implements Outcome {}

  /**
   * Nothing was spent, and the same request may still succeed.
   *
   * @param code why, snake_case
   */
  record TryAgain(Attempt attempt, String code) implements Outcome {}
}
