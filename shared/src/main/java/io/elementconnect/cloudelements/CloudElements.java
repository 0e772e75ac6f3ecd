package io.elementconnect.cloudelements;

import io.elementconnect.Unavailable;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.SecretProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls to Cloud Elements that use the secrets of the account. A 401 is a definite refusal: the
 * secrets are then read again and, if they have changed, the same request is sent a second time.
 * Both requests and the read end at the deadline of the call. With less than 4 seconds left before
 * the deadline, no second request is sent.
 */
public interface CloudElements {

  /**
   * Prepares one {@code POST /instances}, so that only the request itself can still fail. This has
   * no effect, and the prepared request need not be sent.
   *
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Readiness prepareCreation();

  /**
   * {@code GET /instances?tags[]=…}: all pages. Returns the instances that have exactly this tag,
   * and those whose tags the response does not include. The list is complete: it has as many
   * instances as Cloud Elements counts, if it states a count.
   *
   * @param deadline for all pages together; each may take up to 8 seconds
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Listing findByTag(String tag, Instant deadline);

  /**
   * {@code GET /instances/{id}}: returns the instance, or none.
   *
   * @throws Unavailable when the secrets cannot be read and none are known
   */
  Listing get(InstanceId id, Instant deadline);

  /** Whether a {@code POST /instances} can be sent. */
  sealed interface Readiness {
    record Prepared(PreparedCreation creation) implements Readiness {}

    /** The account's secret has no usable value. */
    record SecretUnusable(SecretProblem problem) implements Readiness {}
  }

  /** One {@code POST /instances} that can be sent. */
  interface PreparedCreation {

    /**
     * Spends the code and creates the instance. The request is sent once, and a second time only
     * after a 401: it is never repeated once it may have had an effect.
     *
     * @param deadline when to stop waiting for the whole answer; nothing is sent after it
     * @throws IllegalStateException when it has already been sent
     */
    Creation send(NewInstance instance, Instant deadline);
  }

  /**
   * The input for a new instance.
   *
   * @param element the key of the element
   * @param providerData the parameters of the callback, including the code
   * @param configuration including secrets
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
   * An instance as Cloud Elements returns it.
   *
   * @param element the key of its element; null when the response does not contain it
   * @param name null when the response does not contain it
   * @param tags null when the response does not contain them
   * @param sites the configuration that names its account, as far as the response contains it
   * @param token its secret token; null when the response does not contain it
   * @param valid false when the response says that the instance does not work
   */
  record RemoteInstance(
      InstanceId id,
      @Nullable String element,
      @Nullable String name,
      @Nullable List<String> tags,
      Map<String, String> sites,
      @Nullable String token,
      boolean valid) {

    /** An instance of which only the id is known. */
    public static RemoteInstance known(InstanceId id) {
      return new RemoteInstance(id, null, null, null, Map.of(), null, true);
    }

    @Override
    public String toString() {
      return "RemoteInstance";
    }
  }

  /** The outcome of a {@code POST /instances}. */
  sealed interface Creation {
    record Created(RemoteInstance instance, String token) implements Creation {
      @Override
      public String toString() {
        return "Created";
      }
    }

    /** A definite refusal by the platform: nothing was created. */
    record Refused(int status) implements Creation {}

    /** 401: the secrets are wrong, nothing was created, and the code is not spent. */
    record Unauthorized() implements Creation {}

    /** The connection could not be made, or there was no time left, so no byte was sent. */
    record NotSent() implements Creation {}

    /** The instance exists, but belongs to another element. */
    record OtherElement(InstanceId id) implements Creation {}

    /**
     * A 2xx response that lacks what is needed: the instance very likely exists.
     *
     * @param why the reason in a few words, for the journal
     * @param hint its id, if the response contained it
     */
    record Incomplete(String why, Optional<InstanceId> hint) implements Creation {}

    /**
     * The platform itself answered 429 or 503: very likely nothing was created, but this is certain
     * only after a few minutes.
     */
    record Busy(int status) implements Creation {}

    /**
     * The instance may or may not have been created.
     *
     * @param why the reason in a few words, for the journal
     */
    record OutcomeUnknown(String why) implements Creation {}
  }

  /** The instances that exist, or why that is unknown. */
  sealed interface Listing {
    /** All instances that matched, possibly none. */
    record Found(List<RemoteInstance> instances) implements Listing {}

    /** 401. */
    record Unauthorized() implements Listing {}

    /** No request was sent: the account's secret has no usable value. */
    record SecretUnusable(SecretProblem problem) implements Listing {}

    /** 429, with the seconds to wait when the response contained them. */
    record Throttled(Optional<Integer> retryAfterSeconds) implements Listing {}

    /**
     * No response, or an inconclusive one.
     *
     * @param why the reason in a few words, for the journal
     */
    record Inconclusive(String why) implements Listing {}
  }
}
