package io.elementconnect.oauthcallback;

import io.elementconnect.Unavailable;
import io.elementconnect.adoption.FindInstances;
import io.elementconnect.adoption.FindInstances.Finding;
import io.elementconnect.adoption.JudgeFinding;
import io.elementconnect.adoption.JudgeFinding.Judgement.Adoptable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the instance that Cloud Elements reported incompletely, while the person waits. Whatever
 * is not found now is left to the reconciler.
 */
final class FindCreated {
  // With less time, a query would be cut off.
  private static final Duration NEEDED = Duration.ofSeconds(2);

  private final FindInstances findInstances;
  private final JudgeFinding judgeFinding;
  private final Journal journal;
  private final InstantSource clock;

  FindCreated(
      FindInstances findInstances,
      JudgeFinding judgeFinding,
      Journal journal,
      InstantSource clock) {
    this.findInstances = findInstances;
    this.judgeFinding = judgeFinding;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Returns the only instance of the attempt, with its token; empty when there is none or several,
   * or it cannot be determined in time.
   *
   * @param hint what the response contained about the instance; null when nothing
   * @param deadline for all queries together
   */
  Optional<RemoteInstance> find(Attempt attempt, @Nullable Hint hint, Instant deadline) {
    if (clock.instant().plus(NEEDED).isAfter(deadline)) {
      return Optional.empty();
    }
    try {
      return findInstances.find(attempt.id(), known(hint), deadline) instanceof Finding.Found found
              && judgeFinding.judge(attempt, hint, found) instanceof Adoptable(var instance, _)
          ? Optional.of(instance)
          : Optional.empty();
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return Optional.empty();
    } catch (RuntimeException e) {
      journal.record(RequestFailed.of(e));
      return Optional.empty();
    }
  }

  private static Set<InstanceId> known(@Nullable Hint hint) {
    return hint == null ? Set.of() : Set.of(hint.instanceId());
  }
}
