package io.elementconnect.cloudelements;

import io.elementconnect.Unavailable;
import io.elementconnect.instances.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls to Cloud Elements that are made with the secrets of the account. A 401 is a definite
 * refusal: after it the secrets are read again, and when they have changed, the same request is
 * sent a second time. Both and the reading end at the deadline of the call, and without 4 seconds
 * left before it there is no second request.
 */
public interface CloudElements {

  /**
   * Gets at hand what one {@code POST /instances} needs, so that only the request itself can still
   * fail. It changes nothing, and what it prepares may stay unsent.
   *
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Readiness prepareCreation();

  /**
   * {@code GET /instances?tags[]=…}: all pages. Of what is listed those are given that have exactly
   * this tag, and those whose tags the answer does not tell.
   *
   * @param deadline for all pages; each may take 8 seconds
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Listing findByTag(String tag, Instant deadline);

  /**
   * {@code GET /instances/{id}}: the instance, or none.
   *
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Listing get(InstanceId id, Instant deadline);

  /** Whether a {@code POST /instances} can be sent. */
  sealed interface Readiness {
    record Prepared(PreparedCreation creation) implements Readiness {}

    /**
     * The account's secrets have no usable value yet.
     *
     * @param name the secret's name, and its field when only that is missing
     */
    record SecretNotSet(String name) implements Readiness {}
  }

  /** One {@code POST /instances} that can be sent. */
  interface PreparedCreation {

    /**
     * Spends the code and creates the instance. Sent once, and a second time only after a 401:
     * never again once the first request may have had an effect.
     *
     * @param deadline when to stop waiting for the whole answer; nothing is sent after it
     * @throws IllegalStateException when it was sent before
     */
    Creation send(NewInstance instance, Instant deadline);
  }

  /**
   * What an instance is created from.
   *
   * @param element the key of the element
   * @param providerData what the callback brought, the code among it
   * @param configuration secrets among it
   */
  record NewInstance(
      String element,
      String name,
      List<String> tags,
      Map<String, String> providerData,
      Map<String, String> configuration) {
    @Override
    public String toString() {
      return "NewInstance";
    }
  }

  /**
   * An instance as Cloud Elements has it.
   *
   * @param element the key of its element; null when the answer does not tell
   * @param tags null when the answer does not tell
   * @param token its secret; null when the answer does not tell
   * @param valid false when the answer says that it does not work
   */
  record RemoteInstance(
      InstanceId id,
      @Nullable String element,
      @Nullable List<String> tags,
      @Nullable String token,
      boolean valid) {
    @Override
    public String toString() {
      return "RemoteInstance";
    }
  }

  /** What became of a {@code POST /instances}. */
  sealed interface Creation {
    record Created(RemoteInstance instance, String token) implements Creation {
      @Override
      public String toString() {
        return "Created";
      }
    }

    /** A definite refusal: nothing was created. */
    record Refused(int status) implements Creation {}

    /** 401: the secrets are wrong, nothing was created, and the code is not spent. */
    record Unauthorized() implements Creation {}

    /** The connection could not be made, or there was no time left, so no byte was sent. */
    record NotSent() implements Creation {}

    /** The instance exists, yet it is one of another element. */
    record OtherElement(InstanceId id) implements Creation {}

    /**
     * It may have been created or not.
     *
     * @param why in a word or two, for the journal
     * @param hint its id, if the answer told it
     */
    record OutcomeUnknown(String why, Optional<InstanceId> hint) implements Creation {}
  }

  /** What exists, or why that is not known. */
  sealed interface Listing {
    /** Everything that matched, also when that is nothing. */
    record Found(List<RemoteInstance> instances) implements Listing {}

    /** 401. */
    record Unauthorized() implements Listing {}

    /** Nothing was asked: the account's secrets have no usable value yet. */
    record SecretNotSet(String name) implements Listing {}

    /** 429, with the seconds to wait when it said so. */
    record Throttled(Optional<Integer> retryAfterSeconds) implements Listing {}

    /** No answer, or one that tells nothing. */
    record Inconclusive() implements Listing {}
  }
}
