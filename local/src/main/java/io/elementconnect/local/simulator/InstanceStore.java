package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.Accounts.User;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** The element instances that exist. Each belongs to the user who made it. */
final class InstanceStore {
  private final ConcurrentNavigableMap<Long, StoredInstance> byId = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong(500_000);

  /** Stores what is made for a fresh id. Ids are never used again, also not after a reset. */
  StoredInstance add(LongFunction<StoredInstance> factory) {
    var instance = factory.apply(lastId.incrementAndGet());
    byId.put(instance.id(), instance);
    return instance;
  }

  Optional<StoredInstance> find(User owner, long id) {
    return Optional.ofNullable(byId.get(id)).filter(it -> it.userId() == owner.id());
  }

  /** By ascending id. */
  List<StoredInstance> of(User owner) {
    return byId.values().stream().filter(it -> it.userId() == owner.id()).toList();
  }

  /** True when this call removed it. */
  boolean remove(User owner, long id) {
    return find(owner, id).filter(it -> byId.remove(id, it)).isPresent();
  }

  /** The same, whoever its owner is. */
  boolean remove(long id) {
    return byId.remove(id) != null;
  }

  boolean hasToken(String token) {
    return byId.values().stream().anyMatch(it -> it.token().equals(token));
  }

  List<Ledger.Entry> ledger() {
    return byId.values().stream()
        .map(it -> new Ledger.Entry(it.id(), it.tags(), it.name(), it.element().key(), it.site()))
        .toList();
  }

  void clear() {
    byId.clear();
  }
}
