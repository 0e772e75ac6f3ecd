package io.elementconnect.reconciler;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.reconciler.Inventory.Answer.Closed;
import io.elementconnect.reconciler.Inventory.Answer.Known;
import io.elementconnect.reconciler.Inventory.Answer.NotKnown;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.Lookup;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What exists at Cloud Elements, asked with the secrets as they stand. It only reads. */
final class Inventory {
  // When Cloud Elements does not say how long: what the reconciler's next run comes after.
  private static final int DEFAULT_PAUSE_SECONDS = 60;

  private final CloudElements cloudElements;
  private final CloudElementsAccount account;

  Inventory(CloudElements cloudElements, CloudElementsAccount account) {
    this.cloudElements = cloudElements;
    this.account = account;
  }

  /** What a question was answered with. */
  sealed interface Answer {
    /** Everything that was asked for, also when that is nothing. */
    record Known(List<RemoteInstance> instances) implements Answer {}

    /** No answer, or one that tells nothing; another question may fare better. */
    record NotKnown() implements Answer {}

    /**
     * No question will be answered now.
     *
     * @param why snake_case
     * @param pause how long not to ask; zero when nobody asked for that
     */
    record Closed(String why, Duration pause) implements Answer {}
  }

  /** All that have this tag, and those whose tags are not told. */
  Answer tagged(String tag, Duration limit) {
    return ask(secrets -> cloudElements.findByTag(tag, secrets, limit));
  }

  /** The instance with this id, or none. */
  Answer one(InstanceId id) {
    return ask(secrets -> cloudElements.get(id, secrets));
  }

  private Answer ask(Function<CloudElementsSecrets, Listing> question) {
    return switch (account.secrets()) {
      case Lookup.NotSet<CloudElementsSecrets> _ -> new Closed("secret_not_set", Duration.ZERO);
      case Lookup.Found<CloudElementsSecrets>(var secrets) ->
          switch (question.apply(secrets)) {
            case Listing.Unauthorized refused -> answer(askAgain(question, secrets, refused));
            case Listing listing -> answer(listing);
          };
    };
  }

  /** The secrets may have been rotated since they were read. */
  private Listing askAgain(
      Function<CloudElementsSecrets, Listing> question,
      CloudElementsSecrets refused,
      Listing refusal) {
    return account.refreshed() instanceof Lookup.Found<CloudElementsSecrets>(var secrets)
            && !secrets.equals(refused)
        ? question.apply(secrets)
        : refusal;
  }

  private static Answer answer(Listing listing) {
    return switch (listing) {
      case Listing.Found(var instances) -> new Known(instances);
      case Listing.NotKnown() -> new NotKnown();
      case Listing.Unauthorized() -> new Closed("unauthorized", Duration.ZERO);
      case Listing.TooFast(var seconds) ->
          new Closed("too_fast", Duration.ofSeconds(seconds.orElse(DEFAULT_PAUSE_SECONDS)));
    };
  }
}
