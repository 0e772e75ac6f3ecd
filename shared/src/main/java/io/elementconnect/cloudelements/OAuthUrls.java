package io.elementconnect.cloudelements;

import io.elementconnect.secrets.ProviderApp;
import java.util.Map;

/** Where Cloud Elements sends the person who connects an account. */
public interface OAuthUrls {

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
    record Throttled() implements Redirect {}

    /** A 2xx that is not what the documentation says. */
    record Unreadable() implements Redirect {}

    /** No answer in time, or none at all. */
    record NoAnswer() implements Redirect {}
  }
}
