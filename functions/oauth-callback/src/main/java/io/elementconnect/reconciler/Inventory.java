package io.elementconnect.reconciler;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.reconciler.Inventory.Answer.Closed;
import io.elementconnect.reconciler.Inventory.Answer.Inconclusive;
import io.elementconnect.reconciler.Inventory.Answer.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What exists at Cloud Elements, and what it means for the run when that is not told. */
final class Inventory {
  // When Cloud Elements does not say how long: what the reconciler's next run comes after.
  private static final int DEFAULT_PAUSE_SECONDS = 60;

  private final CloudElements cloudElements;

  Inventory(CloudElements cloudElements) {
    this.cloudElements = cloudElements;
  }

  /** What a question was answered with. */
  sealed interface Answer {
    /** Everything that was asked for, also when that is nothing. */
    record Known(List<RemoteInstance> instances) implements Answer {}

    /** No answer, or one that tells nothing; another question may fare better. */
    record Inconclusive() implements Answer {}

    /**
     * No question will be answered now.
     *
     * @param why snake_case
     * @param pause how long not to ask; zero when nobody asked for that
     */
    record Closed(String why, Duration pause) implements Answer {}
  }

  /** All that have this tag, and those whose tags are not told. */
  Answer tagged(String tag, Instant deadline) {
    return answer(cloudElements.findByTag(tag, deadline));
  }

  /** The instance with this id, or none. */
  Answer one(InstanceId id, Instant deadline) {
    return answer(cloudElements.get(id, deadline));
  }

  private static Answer answer(Listing listing) {
    return switch (listing) {
      case Listing.Found(var instances) -> new Known(instances);
      case Listing.Inconclusive() -> new Inconclusive();
      case Listing.SecretNotSet _ -> new Closed("secret_not_set", Duration.ZERO);
      case Listing.Unauthorized() -> new Closed("unauthorized", Duration.ZERO);
      case Listing.Throttled(var seconds) ->
          new Closed("too_fast", Duration.ofSeconds(seconds.orElse(DEFAULT_PAUSE_SECONDS)));
    };
  }
}
