package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.simulator.ApiResult.Found;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How many calls each route had, refused and faulted ones included, and every {@code POST
 * /instances} that arrived.
 */
final class CallRecorder {
  private final InstantSource clock;
  private final Map<CloudElementsRoute, Long> counts = new EnumMap<>(CloudElementsRoute.class);
  private final SortedMap<Long, Ledger.Post> posts = new TreeMap<>();
  private long lastNumber;

  CallRecorder(InstantSource clock) {
    this.clock = clock;
    clear();
  }

  /** Gives the call a number, by which {@link #worked} and {@link #answered} refer to it. */
  synchronized long arrived(CloudElementsRoute route, Call call) {
    counts.merge(route, 1L, Long::sum);
    lastNumber++;
    if (route == CloudElementsRoute.CREATE_INSTANCE) {
      var tags =
          Json.read(call, NewInstance.class)
              .filter(NewInstance::isWellFormed)
              .map(NewInstance::givenTags)
              .orElse(List.of());
      posts.put(
          lastNumber,
          new Ledger.Post(clock.instant(), tags, OptionalLong.empty(), OptionalInt.empty()));
    }
    return lastNumber;
  }

  void worked(long number, ApiResult result) {
    if (result instanceof Found(var instance, _)) {
      change(number, post -> post.made(instance.path("id").longValue()));
    }
  }

  void answered(long number, Reply reply) {
    if (reply.status() > 0) {
      change(number, post -> post.answered(reply.status()));
    }
  }

  synchronized Map<CloudElementsRoute, Long> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  synchronized List<Ledger.Post> posts() {
    return List.copyOf(posts.values());
  }

  synchronized void clear() {
    posts.clear();
    for (var route : CloudElementsRoute.values()) {
      counts.put(route, 0L);
    }
  }

  private synchronized void change(long number, UnaryOperator<Ledger.Post> change) {
    posts.computeIfPresent(number, (_, post) -> change.apply(post));
  }
}
