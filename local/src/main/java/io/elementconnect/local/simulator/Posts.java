package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Every {@code POST /instances} that arrived. Calls of other routes pass by unseen. */
final class Posts {
  private final InstantSource clock;
  private final SortedMap<Long, Ledger.Post> all = new TreeMap<>();
  private long lastNumber;

  Posts(InstantSource clock) {
    this.clock = clock;
  }

  /** Gives the call a number, by which to tell what became of it. */
  synchronized long arrived(Route route, Call call) {
    lastNumber++;
    if (route == Route.CREATE_INSTANCE) {
      var tags =
          Json.read(call, NewInstance.class)
              .filter(NewInstance::isWellFormed)
              .map(NewInstance::givenTags);
      all.put(
          lastNumber,
          new Ledger.Post(
              clock.instant(), tags.orElse(List.of()), OptionalLong.empty(), OptionalInt.empty()));
    }
    return lastNumber;
  }

  void worked(long number, Answer answer) {
    if (answer instanceof Answer.Found(var instance, _)) {
      change(number, post -> post.made(instance.path("id").longValue()));
    }
  }

  void answered(long number, Reply reply) {
    if (reply.status() > 0) {
      change(number, post -> post.answered(reply.status()));
    }
  }

  synchronized List<Ledger.Post> all() {
    return List.copyOf(all.values());
  }

  synchronized void clear() {
    all.clear();
  }

  private synchronized void change(long number, UnaryOperator<Ledger.Post> change) {
    all.computeIfPresent(number, (_, post) -> change.apply(post));
  }
}
