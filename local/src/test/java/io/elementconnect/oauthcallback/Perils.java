package io.elementconnect.oauthcallback;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.oauthcallback.Move.Hazard;
import io.elementconnect.oauthcallback.Move.Strike;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The real adapters, with something that may happen to the invocation at each of its calls. Of
 * several invocations, one within another's call, each has its own hazard. For one thread.
 */
final class Perils implements Attempts, AttemptTransitions, UnsettledAttempts, CloudElements {
  private final Adapters real;
  private final Consumer<List<Move>> meanwhile;
  private final Deque<Life> lives = new ArrayDeque<>();
  private int unreachable;

  /** The adapters; others' moves are made by the second parameter. */
  Perils(Adapters real, Consumer<List<Move>> meanwhile) {
    this.real = real;
    this.meanwhile = meanwhile;
  }

  /** What really happens. */
  record Adapters(
      Attempts attempts,
      AttemptTransitions transitions,
      UnsettledAttempts unsettled,
      CloudElements cloudElements) {}

  /** The process has ended. */
  static final class Killed extends Error {
    Killed() {
      super("killed", null, false, false);
    }
  }

  private static final class Life {
    final Hazard hazard;
    int calls;
    int outage;
    boolean isOver;

    Life(Hazard hazard) {
      this.hazard = hazard;
    }
  }

  /** The next requests to create an instance find nobody who listens. */
  void unreachable(int times) {
    unreachable = times;
  }

  /** What an invocation answers, or nothing when it was killed. */
  <T> Optional<T> invoke(Hazard hazard, Supplier<T> invocation) {
    var life = new Life(hazard);
    lives.push(life);
    try {
      var answer = invocation.get();
      return life.isOver ? Optional.empty() : Optional.of(answer);
    } finally {
      lives.pop();
    }
  }

  private <T> T call(Supplier<T> call) {
    return call(
        call,
        () -> {
          throw new Unavailable(Dependency.STORE, "outage");
        });
  }

  private <T> T call(Supplier<T> call, Supplier<T> unanswered) {
    var life = lives.getFirst();
    if (life.isOver) {
      throw new Killed();
    }
    var struck = life.calls++ == life.hazard.call();
    if (struck && !life.hazard.after()) {
      strike(life);
    }
    if (life.outage > 0) {
      life.outage--;
      return unanswered.get();
    }
    var answer = call.get();
    if (struck && life.hazard.after()) {
      strike(life);
      if (life.outage > 0) {
        life.outage--;
        return unanswered.get();
      }
    }
    return answer;
  }

  private void strike(Life life) {
    switch (life.hazard.strike()) {
      case Strike.Nothing() -> {}
      case Strike.Death() -> {
        life.isOver = true;
        throw new Killed();
      }
      case Strike.Outage(var calls) -> life.outage = calls;
      case Strike.Meanwhile(var moves) -> meanwhile.accept(moves);
    }
  }

  @Override
  public Start start(Attempt attempt) {
    return call(() -> real.attempts().start(attempt));
  }

  @Override
  public Optional<Attempt> find(AttemptId id) {
    return call(() -> real.attempts().find(id));
  }

  @Override
  public Transition claim(Attempt claimed, Proof proof, Instant now) {
    return call(() -> real.transitions().claim(claimed, proof, now));
  }

  @Override
  public Transition conclude(Attempt concluded, Proof proof, Instant now) {
    return call(() -> real.transitions().conclude(concluded, proof, now));
  }

  @Override
  public Transition update(Attempt next, Attempt seen) {
    return call(() -> real.transitions().update(next, seen));
  }

  @Override
  public Connection connect(Attempt connected, Instance instance, Attempt seen) {
    return call(() -> real.transitions().connect(connected, instance, seen));
  }

  @Override
  public List<AttemptId> due(Instant now, int limit) {
    return call(() -> real.unsettled().due(now, limit));
  }

  @Override
  public List<AttemptId> needingOperator(int limit) {
    return call(() -> real.unsettled().needingOperator(limit));
  }

  @Override
  public Readiness prepareCreation() {
    return switch (real.cloudElements().prepareCreation()) {
      case Readiness.SecretUnusable missing -> missing;
      case Readiness.Prepared(var creation) ->
          new Readiness.Prepared((instance, deadline) -> create(creation, instance, deadline));
    };
  }

  private Creation create(PreparedCreation creation, NewInstance instance, Instant deadline) {
    if (unreachable > 0) {
      unreachable--;
      return new Creation.NotSent();
    }
    return call(
        () -> creation.send(instance, deadline), () -> new Creation.OutcomeUnknown("outage"));
  }

  @Override
  public Listing findByTag(String tag, Instant deadline) {
    return call(
        () -> real.cloudElements().findByTag(tag, deadline),
        () -> new Listing.Inconclusive("outage"));
  }

  @Override
  public Listing get(InstanceId id, Instant deadline) {
    return call(
        () -> real.cloudElements().get(id, deadline), () -> new Listing.Inconclusive("outage"));
  }
}
