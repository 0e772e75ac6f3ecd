package io.elementconnect.dynamodb;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.local.history.Tables;
import io.elementconnect.testing.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A store in memory, seen as the tables that it stands for. */
public final class MemoryTables implements Tables {
  private final MemoryStore store;
  private final InstantSource clock;

  /** The tables of a store. */
  public MemoryTables(MemoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Map<String, Map<String, AttributeValue>> attempts(Collection<String> attemptIds) {
    var items = new HashMap<String, Map<String, AttributeValue>>();
    for (var id : attemptIds) {
      items.put(id, AttemptSchema.SCHEMA.itemToMap(store.attempt(new AttemptId(id)), true));
    }
    return items;
  }

  @Override
  public List<Map<String, AttributeValue>> instances(String tenant) {
    return store.instances().stream()
        .filter(instance -> instance.tenant().equals(tenant))
        .map(instance -> InstanceSchema.SCHEMA.itemToMap(instance, true))
        .toList();
  }

  @Override
  public void expire(String attemptId) {
    var attempt = store.attempt(new AttemptId(attemptId));
    store.put(with(attempt, past(), attempt.progress()));
  }

  @Override
  public void makeDue(String attemptId) {
    var attempt = store.attempt(new AttemptId(attemptId));
    var progress = attempt.progress();
    if (progress instanceof Exchanging) {
      store.put(with(attempt, attempt.expiresAt(), new Exchanging(past())));
    } else if (progress instanceof Unknown unknown) {
      store.put(
          with(
              attempt,
              attempt.expiresAt(),
              new Unknown(
                  unknown.since(),
                  unknown.lookups(),
                  past(),
                  unknown.emptyLookups(),
                  unknown.hint())));
    }
  }

  private Instant past() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond() - 1);
  }

  private static Attempt with(Attempt attempt, Instant expiresAt, Progress progress) {
    return new Attempt(
        attempt.id(),
        attempt.caller(),
        attempt.request(),
        attempt.browserKeyHash(),
        attempt.createdAt(),
        expiresAt,
        attempt.owner(),
        attempt.codeHash(),
        attempt.releases(),
        progress);
  }
}
