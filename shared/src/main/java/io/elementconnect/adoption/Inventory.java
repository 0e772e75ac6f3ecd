package io.elementconnect.adoption;

import io.elementconnect.adoption.Inventory.Answer.Closed;
import io.elementconnect.adoption.Inventory.Answer.Inconclusive;
import io.elementconnect.adoption.Inventory.Answer.Known;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The instances at Cloud Elements and, when they cannot be listed, what that means for the run. */
public final class Inventory {
  // The pause when Cloud Elements does not state one: until the reconciler's next run.
  private static final int DEFAULT_PAUSE_SECONDS = 60;

  private final CloudElements cloudElements;

  public Inventory(CloudElements cloudElements) {
    this.cloudElements = cloudElements;
  }

  /** The answer to a query. */
  public sealed interface Answer {
    /** Everything that matches, possibly nothing. */
    record Known(List<RemoteInstance> instances) implements Answer {}

    /**
     * No response, or an inconclusive one; another query may succeed.
     *
     * @param why the reason in a few words
     */
    record Inconclusive(String why) implements Answer {}

    /**
     * No query will succeed now.
     *
     * @param why the reason, snake_case
     * @param pause how long to send no queries; zero when none is required
     */
    record Closed(String why, Duration pause) implements Answer {}
  }

  /** Returns the instances with this tag, and those whose tags are not reported. */
  public Answer tagged(String tag, Instant deadline) {
    return answer(cloudElements.findByTag(tag, deadline));
  }

  /** Returns the instance with this id, or none. */
  public Answer one(InstanceId id, Instant deadline) {
    return answer(cloudElements.get(id, deadline));
  }

  private static Answer answer(Listing listing) {
    return switch (listing) {
      case Listing.Found(var instances) -> new Known(instances);
      case Listing.Inconclusive(var why) -> new Inconclusive(why);
      case Listing.SecretUnusable(var problem) -> new Closed(problem.kind().code(), Duration.ZERO);
      case Listing.Unauthorized() -> new Closed("unauthorized", Duration.ZERO);
      case Listing.Throttled(var seconds) ->
          new Closed("too_fast", Duration.ofSeconds(seconds.orElse(DEFAULT_PAUSE_SECONDS)));
    };
  }
}
