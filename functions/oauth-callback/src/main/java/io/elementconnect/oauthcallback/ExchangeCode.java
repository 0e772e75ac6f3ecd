package io.elementconnect.oauthcallback;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Transition;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Proof;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.AttemptEvent.ExchangeBegun;
import io.elementconnect.journal.AttemptEvent.ExchangePostponed;
import io.elementconnect.journal.AttemptEvent.ExchangeUnsettled;
import io.elementconnect.journal.AttemptEvent.OperatorNeeded;
import io.elementconnect.journal.Event;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.NotSetUp;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import io.elementconnect.oauthcallback.Preparation.Damaged;
import io.elementconnect.oauthcallback.Preparation.NotReady;
import io.elementconnect.oauthcallback.Preparation.Ready;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.sealing.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a code for an element instance. Everything else that can fail is done before the claim.
 * After the claim the code is sent at most once, and its outcome is stored: the known outcome, or
 * that it is unknown.
 */
final class ExchangeCode {
  // The claim takes at most 4 s: 6 s are left for Cloud Elements, and the reserve.
  private static final Duration NEEDED = Duration.ofSeconds(15);
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);
  // Time to store the outcome and to answer. Nothing that is sent to Cloud Elements may use it.
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private final PrepareExchange prepareExchange;
  private final ConcludeAttempt concludeAttempt;
  private final AwaitOutcome awaitOutcome;
  private final AttemptTransitions transitions;
  private final FindCreated findCreated;
  private final StoreInstance storeInstance;
  private final Journal journal;
  private final InstantSource clock;

  ExchangeCode(
      PrepareExchange prepareExchange,
      ConcludeAttempt concludeAttempt,
      AwaitOutcome awaitOutcome,
      AttemptTransitions transitions,
      FindCreated findCreated,
      StoreInstance storeInstance,
      Journal journal,
      InstantSource clock) {
    this.prepareExchange = prepareExchange;
    this.concludeAttempt = concludeAttempt;
    this.awaitOutcome = awaitOutcome;
    this.transitions = transitions;
    this.findCreated = findCreated;
    this.storeInstance = storeInstance;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Exchanges the code of a proven callback.
   *
   * @param attempt pending, and accepting this code
   * @param deadline when the invocation ends
   */
  Outcome exchange(Attempt attempt, Allowed allowed, Proof proof, Instant deadline) {
    return switch (prepareExchange.prepare(attempt, allowed)) {
      case NotReady(var why) -> {
        journal.record(new ExchangePostponed(attempt.id(), why.code()));
        yield new NotSetUp(attempt, why);
      }
      case Damaged() -> {
        var now = clock.instant();
        var failed = attempt.failed(Failure.DAMAGED, now);
        var ended = AttemptEnded.of(failed, Failure.DAMAGED);
        yield concludeAttempt.conclude(failed, List.of(ended), proof, now, deadline);
      }
      case Ready ready -> claim(attempt, allowed, proof, ready, deadline);
    };
  }

  private Outcome claim(
      Attempt attempt, Allowed allowed, Proof proof, Ready ready, Instant deadline) {
    var now = clock.instant();
    if (Duration.between(now, deadline).compareTo(NEEDED) < 0) {
      return postpone(attempt, "out_of_time");
    }
    var claim = attempt.claimed(UUID.randomUUID().toString(), allowed.code(), now);
    return switch (transitions.claim(claim, proof, now)) {
      case Transition.Done(var claimed) -> {
        journal.record(new ExchangeBegun(claimed.id()));
        yield send(claimed, ready, deadline);
      }
      case Transition.Lost(var current) -> awaitOutcome.outcome(current, proof, deadline);
    };
  }

  private Outcome postpone(Attempt attempt, String code) {
    journal.record(new ExchangePostponed(attempt.id(), code));
    return new TryAgain(attempt, code);
  }

  private Outcome send(Attempt claimed, Ready ready, Instant deadline) {
    var latest = clock.instant().plus(MAX_WAIT);
    var storing = deadline.minus(RESERVE);
    var creation =
        ready.creation().send(ready.instance(), latest.isBefore(storing) ? latest : storing);
    return storeOutcome(claimed, ready, creation, deadline);
  }

  private Outcome storeOutcome(Attempt claimed, Ready ready, Creation creation, Instant deadline) {
    var now = clock.instant();
    return switch (creation) {
      case Creation.Created(var remote, var token) ->
          connect(claimed, ready, remote, token, deadline);
      case Creation.Refused(var status) ->
          fail(claimed, Failure.refused(status, ready.leftOut()), now);
      case Creation.Unauthorized() -> fail(claimed, Failure.refused(401), now);
      case Creation.NotSent() -> release(claimed, now);
      case Creation.OtherElement(var id) ->
          update(
              claimed,
              claimed.needingOperator(Failure.OTHER_ELEMENT, new Hint(id, null), now),
              new OperatorNeeded(claimed.id(), Failure.OTHER_ELEMENT.code(), List.of(id)));
      case Creation.Incomplete(var why, var hint) ->
          lookUp(claimed, ready, why, hint.map(id -> new Hint(id, null)).orElse(null), deadline);
      case Creation.Busy(var status) ->
          keepUnsettled(claimed, claimed.unknownAfterBusy(now), "busy, status " + status);
      case Creation.OutcomeUnknown(var why) ->
          keepUnsettled(claimed, claimed.unknown(null, now), why);
    };
  }

  /** The instance very likely exists, and a person waits: it is looked up at once. */
  private Outcome lookUp(
      Attempt claimed, Ready ready, String why, @Nullable Hint hint, Instant deadline) {
    var now = clock.instant();
    return findCreated
        .find(claimed, hint, deadline.minus(RESERVE))
        .map(found -> connect(claimed, ready, found, token(found), deadline))
        .orElseGet(() -> keepUnsettled(claimed, claimed.unknown(hint, now), why));
  }

  private static String token(RemoteInstance found) {
    return Optional.ofNullable(found.token()).orElseThrow();
  }

  private Outcome connect(
      Attempt claimed, Ready ready, RemoteInstance remote, String token, Instant deadline) {
    Sealed sealed;
    try {
      sealed = ready.seal().seal(token.getBytes(StandardCharsets.UTF_8), remote.id().toString());
    } catch (RuntimeException e) {
      journal.record(RequestFailed.of(e));
      // The key cannot be used. The instance exists nevertheless, and its token can be read again.
      var hint = new Hint(remote.id(), null);
      return keepUnsettled(claimed, claimed.unknown(hint, clock.instant()), "not sealed");
    }
    var instance = claimed.instance(remote.id(), sealed, clock.instant());
    return storeInstance.store(claimed, instance, deadline);
  }

  private Outcome release(Attempt claimed, Instant now) {
    var released = claimed.released(now);
    if (!released.isPending()) {
      return fail(claimed, Failure.UNREACHABLE, now);
    }
    var outcome = keepUnsettled(claimed, released, "not sent");
    return outcome instanceof Current(var attempt, _) && attempt.isPending()
        ? new TryAgain(attempt, Failure.UNREACHABLE.code())
        : outcome;
  }

  private Outcome fail(Attempt claimed, Failure failure, Instant now) {
    var failed = claimed.failed(failure, now);
    return update(claimed, failed, AttemptEnded.of(failed, failure));
  }

  private Outcome keepUnsettled(Attempt claimed, Attempt unsettled, String why) {
    return update(claimed, unsettled, ExchangeUnsettled.of(unsettled, why));
  }

  private Outcome update(Attempt claimed, Attempt next, Event event) {
    try {
      return switch (transitions.update(next, claimed)) {
        case Transition.Done(var attempt) -> {
          journal.record(event);
          yield new Current(attempt);
        }
        case Transition.Lost(var current) -> new Current(current);
      };
    } catch (Unavailable e) {
      // The lease ends by itself; until then the attempt is correctly reported as settling.
      journal.record(DependencyUnavailable.of(e));
      return new Current(claimed);
    }
  }
}
