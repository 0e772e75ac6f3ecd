package io.elementconnect.testing;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.instances.Instances;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Both tables in memory. It keeps the contracts that the DynamoDB adapters keep ({@link
 * AttemptTransitionsContract} and its neighbours), so that what is proven with it is proven for
 * them.
 */
public final class MemoryStore
    implements Attempts, AttemptTransitions, UnsettledAttempts, Instances {
  private static final long WINDOW_SECONDS = 15 * 60;

  private final Map<AttemptId, Attempt> attempts = new LinkedHashMap<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Map<Window, Integer> starts = new HashMap<>();
  // DynamoDB knows a repeated request by its token for ten minutes; this store forgets none.
  private final Map<Object, Object> written = new HashMap<>();
  private final Set<Call> down = EnumSet.noneOf(Call.class);
  private final List<Call> calls = new ArrayList<>();
  private Runnable meanwhile = () -> {};

  private record Window(Caller caller, Instant until) {}

  private record Claimant(AttemptId attemptId, @Nullable String owner) {}

  private record Connecting(Attempt connected, Instance instance, Object seen) {}

  /** What can be asked of the store. */
  public enum Call {
    START,
    FIND,
    CLAIM,
    CONCLUDE,
    SETTLE,
    CONNECT,
    FIND_INSTANCE,
    LIST_INSTANCES,
    LIST_DUE,
    LIST_WAITING
  }

  /** From now on these calls do not get through. */
  public void breakDown(Call... broken) {
    down.addAll(List.of(broken));
  }

  /** All calls get through again. */
  public void heal() {
    down.clear();
  }

  /** Something that happens right before the next write, as if by another invocation. */
  public void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  /** Every call so far, those that did not get through among them. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized void put(Attempt attempt) {
    attempts.put(attempt.id(), attempt);
  }

  public synchronized void put(Instance instance) {
    instances.removeIf(other -> isSame(instance, other));
    instances.add(instance);
  }

  /** The time to live of an attempt is over. */
  public synchronized void sweepAway(AttemptId id) {
    attempts.remove(id);
  }

  /** The attempt as it lies in the store. */
  public synchronized Attempt attempt(AttemptId id) {
    var attempt = attempts.get(id);
    if (attempt == null) {
      throw new IllegalStateException("the attempt is gone");
    }
    return attempt;
  }

  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts.values());
  }

  public synchronized List<Instance> instances() {
    return List.copyOf(instances);
  }

  @Override
  public synchronized Start start(Attempt attempt) {
    enter(Call.START);
    if (isRepeated(attempt.id(), attempt)) {
      return new Start.Stored();
    }
    var window = attempt.createdAt().getEpochSecond() / WINDOW_SECONDS;
    var until = Instant.ofEpochSecond((window + 1) * WINDOW_SECONDS);
    var counter = new Window(attempt.caller(), until);
    if (starts.getOrDefault(counter, 0) >= MAX_STARTS) {
      return new Start.TooMany(until);
    }
    if (!attempts.containsKey(attempt.id())) {
      starts.merge(counter, 1, Integer::sum);
      attempts.put(attempt.id(), attempt);
      written.put(attempt.id(), attempt);
    }
    return new Start.Stored();
  }

  @Override
  public synchronized Optional<Attempt> find(AttemptId id) {
    enter(Call.FIND);
    return Optional.ofNullable(attempts.get(id));
  }

  @Override
  public synchronized Transition claim(Attempt claimed, Proof proof, Instant now) {
    enter(Call.CLAIM);
    return write(
        claimed,
        current ->
            isPending(current, claimed, proof, now)
                && (current.codeHash() == null
                    || current.codeHash().equals(Objects.requireNonNull(claimed.codeHash()))),
        current -> Objects.equals(current.owner(), claimed.owner()));
  }

  @Override
  public synchronized Transition conclude(Attempt concluded, Proof proof, Instant now) {
    enter(Call.CONCLUDE);
    return write(
        concluded,
        current -> isPending(current, concluded, proof, now),
        current -> current.progress().equals(concluded.progress()));
  }

  @Override
  public synchronized Transition update(Attempt settled, Attempt seen) {
    enter(Call.SETTLE);
    return write(
        settled,
        current -> isUnchanged(current, seen),
        current -> current.progress().equals(settled.progress()));
  }

  @Override
  public synchronized Connection connect(Attempt connected, Instance instance, Attempt seen) {
    enter(Call.CONNECT);
    happen();
    var claimant = new Claimant(connected.id(), connected.owner());
    var request = new Connecting(connected, instance, compared(seen));
    if (isRepeated(claimant, request)) {
      return new Connection.Made(connected);
    }
    var current = attempt(connected.id());
    if (!isUnchanged(current, seen)) {
      return current.progress().equals(connected.progress())
              && Objects.equals(current.owner(), connected.owner())
          ? new Connection.Made(current)
          : new Connection.Lost(current);
    }
    if (isTaken(instance)) {
      return new Connection.Taken();
    }
    attempts.put(connected.id(), connected);
    put(instance);
    written.put(claimant, request);
    return new Connection.Made(connected);
  }

  @Override
  public synchronized List<AttemptId> due(Instant now, int limit) {
    enter(Call.LIST_DUE);
    return waiting(
        limit,
        attempt ->
            switch (attempt.progress()) {
              case Exchanging(var leaseUntil) when !leaseUntil.isAfter(now) -> leaseUntil;
              case Unknown unknown when !unknown.repairAt().isAfter(now) -> unknown.repairAt();
              default -> null;
            });
  }

  @Override
  public synchronized List<AttemptId> needingOperator(int limit) {
    enter(Call.LIST_WAITING);
    return waiting(
        limit,
        attempt -> attempt.progress() instanceof NeedsOperator(var since, _, _, _) ? since : null);
  }

  private List<AttemptId> waiting(int limit, Function<Attempt, @Nullable Instant> since) {
    return attempts.values().stream()
        .filter(attempt -> since.apply(attempt) != null)
        .sorted(Comparator.comparing(attempt -> Objects.requireNonNull(since.apply(attempt))))
        .map(Attempt::id)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instance> find(String tenant, InstanceId id) {
    enter(Call.FIND_INSTANCE);
    return instances.stream()
        .filter(instance -> instance.tenant().equals(tenant) && instance.id().equals(id))
        .findFirst();
  }

  @Override
  public synchronized Page list(String tenant, int limit, @Nullable InstanceId after) {
    enter(Call.LIST_INSTANCES);
    var items =
        instances.stream()
            .filter(instance -> instance.tenant().equals(tenant))
            .filter(instance -> after == null || instance.id().value() > after.value())
            .sorted(Comparator.comparingLong(instance -> instance.id().value()))
            .limit(limit)
            .toList();
    // Like the table, which does not know whether more would follow a full page.
    return new Page(items, items.size() < limit ? null : items.getLast().id());
  }

  private Transition write(Attempt next, Predicate<Attempt> condition, Predicate<Attempt> isOurs) {
    happen();
    var current = attempt(next.id());
    if (condition.test(current)) {
      attempts.put(next.id(), next);
      return new Transition.Done(next);
    }
    return isOurs.test(current) ? new Transition.Done(current) : new Transition.Lost(current);
  }

  private static boolean isPending(Attempt current, Attempt next, Proof proof, Instant now) {
    return current.isPending()
        && current.releases() == next.releases()
        && switch (proof) {
          case SameBrowser(var key) -> !current.isExpiredAt(now) && current.isBoundTo(key);
          case SameUser(var caller, var callbackTime) ->
              !current.isExpiredAt(callbackTime) && current.caller().equals(caller);
        };
  }

  private void happen() {
    var happening = meanwhile;
    meanwhile = () -> {};
    happening.run();
  }

  private static boolean isUnchanged(Attempt current, Attempt seen) {
    return compared(current).equals(compared(seen));
  }

  /** What every write changes something of; the rest is not compared. */
  private static List<@Nullable Object> compared(Attempt attempt) {
    var status = attempt.progress().status();
    return switch (attempt.progress()) {
      case Unknown unknown ->
          Arrays.asList(
              status,
              attempt.owner(),
              unknown.repairAt(),
              unknown.emptyLookups(),
              instanceId(unknown.hint()));
      case NeedsOperator(var since, _, var connected, var hint) ->
          Arrays.asList(status, attempt.owner(), since, connected, instanceId(hint));
      case Connected(var instanceId) -> Arrays.asList(status, attempt.owner(), instanceId);
      case Pending _, Exchanging _, Denied _, Failed _ -> Arrays.asList(status, attempt.owner());
    };
  }

  private static @Nullable InstanceId instanceId(@Nullable Hint hint) {
    return hint == null ? null : hint.instanceId();
  }

  /** Whether the same request was written before; another one under its token is refused. */
  private boolean isRepeated(Object token, Object request) {
    var before = written.get(token);
    if (before != null && !before.equals(request)) {
      throw new Unavailable(Dependency.STORE, new IOException());
    }
    return before != null;
  }

  private boolean isTaken(Instance instance) {
    return instances.stream()
        .anyMatch(
            other -> isSame(instance, other) && !other.attemptId().equals(instance.attemptId()));
  }

  private static boolean isSame(Instance one, Instance other) {
    return one.tenant().equals(other.tenant()) && one.id().equals(other.id());
  }

  private void enter(Call call) {
    calls.add(call);
    if (down.contains(call)) {
      throw new Unavailable(Dependency.STORE, new IOException());
    }
  }
}
