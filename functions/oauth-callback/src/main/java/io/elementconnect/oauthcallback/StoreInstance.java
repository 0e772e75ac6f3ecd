package io.elementconnect.oauthcallback;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Connection;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.AttemptConnected;
import io.elementconnect.journal.AttemptEvent.ExchangeUnsettled;
import io.elementconnect.journal.AttemptEvent.InstanceNotStored;
import io.elementconnect.journal.AttemptEvent.OperatorNeeded;
import io.elementconnect.journal.Event;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.oauthcallback.Outcome.Current;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores an instance that exists. An instance that cannot be stored is recorded in the journal and,
 * if possible, in its attempt, so that it can be found.
 */
final class StoreInstance {
  private static final Duration MAX_RETRYING = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  // A call to the store takes at most 4 s; after it the response has to be sent.
  private static final Duration ONE_CALL = Duration.ofMillis(4_500);

  private final Attempts attempts;
  private final AttemptTransitions transitions;
  private final Journal journal;
  private final InstantSource clock;
  private final Pause pause;

  StoreInstance(
      Attempts attempts,
      AttemptTransitions transitions,
      Journal journal,
      InstantSource clock,
      Pause pause) {
    this.attempts = attempts;
    this.transitions = transitions;
    this.journal = journal;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Stores the instance of an attempt and connects the attempt.
   *
   * @param claimed the attempt as its owner claimed it
   * @param deadline when the invocation ends
   */
  Outcome store(Attempt claimed, Instance instance, Instant deadline) {
    var created = new Created(instance, deadline);
    try {
      return switch (connect(claimed, created)) {
        case Connection.Made(var connected) -> stored(connected, created);
        case Connection.Lost(var current) -> takenOver(current, created);
        case Connection.Taken() -> handOver(claimed, Failure.INSTANCE_TAKEN, created);
      };
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      // This write also shows whether one of the earlier writes was applied after all.
      var unknown = claimed.unknown(created.hint(), clock.instant());
      return recordUnsettled(
          claimed, unknown, ExchangeUnsettled.of(unknown, "not stored"), created);
    }
  }

  /** The instance to store, and the deadline for it. */
  private record Created(Instance instance, Instant deadline) {
    InstanceId id() {
      return instance.id();
    }

    Hint hint() {
      return new Hint(instance.id(), instance.token());
    }

    boolean leavesTimeForACallAt(Instant time) {
      return !time.plus(ONE_CALL).isAfter(deadline);
    }
  }

  /** Repeats the same write until it is acknowledged: it takes effect only once. */
  private Connection connect(Attempt claimed, Created created) {
    var until = clock.instant().plus(MAX_RETRYING);
    for (var wait = FIRST_PAUSE; ; wait = wait.multipliedBy(2)) {
      try {
        return transitions.connect(claimed.connected(created.id()), created.instance(), claimed);
      } catch (Unavailable e) {
        var next = clock.instant().plus(wait);
        if (next.isAfter(until) || !created.leavesTimeForACallAt(next)) {
          throw e;
        }
        pause.rest(wait);
      }
    }
  }

  /** Another request presumed this invocation dead and changed the attempt. */
  private Outcome takenOver(Attempt current, Created created) {
    return switch (current.progress()) {
      case Connected(var id) when id.equals(created.id()) -> stored(current, created);
      case Unknown unknown when allows(unknown.hint(), created) -> {
        var unknownStill = current.stillUnknown(unknown, created.hint());
        yield recordUnsettled(
            current, unknownStill, ExchangeUnsettled.of(unknownStill, "too late"), created);
      }
      case Connected _, Unknown _ -> handOver(current, Failure.OTHER_INSTANCE, created);
      case Failed _, Denied _ -> handOver(current, Failure.LATE_INSTANCE, created);
      case Exchanging _, NeedsOperator _, Pending _ -> notStored(current, created);
    };
  }

  private static boolean allows(@Nullable Hint hint, Created created) {
    return hint == null || hint.instanceId().equals(created.id());
  }

  private Outcome handOver(Attempt seen, Failure failure, Created created) {
    return recordUnsettled(
        seen,
        seen.needingOperator(failure, created.hint(), clock.instant()),
        new OperatorNeeded(seen.id(), failure.code(), List.of(created.id())),
        created);
  }

  /** Updates the attempt so that the instance can be found, if the attempt is unchanged. */
  private Outcome recordUnsettled(Attempt seen, Attempt next, Event event, Created created) {
    if (!created.leavesTimeForACallAt(clock.instant())) {
      return notStored(seen, created);
    }
    try {
      return switch (transitions.update(next, seen)) {
        case Transition.Done(var attempt) -> {
          journal.record(event);
          yield notStored(attempt, created);
        }
        case Transition.Lost(var current) -> takenOver(current, created);
      };
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return readAgain(seen, created);
    }
  }

  /** Writing failed; an earlier write may still have been applied. */
  private Outcome readAgain(Attempt seen, Created created) {
    if (!created.leavesTimeForACallAt(clock.instant())) {
      return notStored(seen, created);
    }
    try {
      var current = attempts.find(seen.id()).orElse(seen);
      return current.progress().equals(new Connected(created.id()))
          ? stored(current, created)
          : notStored(current, created);
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return notStored(seen, created);
    }
  }

  private Outcome stored(Attempt connected, Created created) {
    journal.record(new AttemptConnected(connected.id(), connected.caller().tenant(), created.id()));
    return new Current(connected, created.instance());
  }

  private Outcome notStored(Attempt current, Created created) {
    journal.record(new InstanceNotStored(current.id(), created.id()));
    return new Current(current);
  }
}
