package io.elementconnect.cloudelements;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.ProviderApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls to Cloud Elements that the flow consists of. */
public interface CloudElements {

  /**
   * {@code GET /elements/{key}/oauth/url}: where to send the person. Has no effect, so that a
   * refusal for being too fast is tried once more.
   *
   * @param parameters what the element wants besides, such as {@code siteAddress}
   */
  Redirect redirect(
      String element,
      ProviderApp app,
      String callbackUrl,
      String state,
      Map<String, String> parameters);

  /**
   * {@code POST /instances}: spends the code and creates the instance. Sent at most once by each
   * call, and never a second time once a byte may have left.
   *
   * @param limit how long to wait for the whole answer
   */
  Creation create(NewInstance instance, CloudElementsSecrets secrets, Duration limit);

  /**
   * {@code GET /instances?tags[]=…}: all pages. Of what is listed those are given that have exactly
   * this tag, and those whose tags the answer does not tell.
   *
   * @param limit how long to ask in all; 8 seconds for each page
   */
  Listing findByTag(String tag, CloudElementsSecrets secrets, Duration limit);

  /** {@code GET /instances/{id}}: the instance, or none. */
  Listing get(InstanceId id, CloudElementsSecrets secrets);

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

  /** Where to send the person, or why that is not known. */
  sealed interface Redirect {
    record To(String oauthUrl) implements Redirect {
      @Override
      public String toString() {
        return "To";
      }
    }

    /** An answer other than 2xx. */
    record Refused(int status) implements Redirect {}

    /** 429, twice. */
    record TooFast() implements Redirect {}

    /** A 2xx that is not what the documentation says. */
    record Nonsense() implements Redirect {}

    /** No answer in time, or none at all. */
    record NoAnswer() implements Redirect {}
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

    /** The connection could not be made, so no byte was sent. */
    record NotSent() implements Creation {}

    /** The instance exists, yet it is one of another element. */
    record OtherElement(InstanceId id) implements Creation {}

    /**
     * It may have been created or not.
     *
     * @param why in a word or two, for the journal
     * @param hint its id, if the answer told it
     */
    record Unclear(String why, Optional<InstanceId> hint) implements Creation {}
  }

  /** What exists, or why that is not known. */
  sealed interface Listing {
    /** Everything that matched, also when that is nothing. */
    record Found(List<RemoteInstance> instances) implements Listing {}

    /** 401. */
    record Unauthorized() implements Listing {}

    /** 429, with the seconds to wait when it said so. */
    record TooFast(Optional<Integer> retryAfterSeconds) implements Listing {}

    /** No answer, or one that tells nothing. */
    record NotKnown() implements Listing {}
  }
}
