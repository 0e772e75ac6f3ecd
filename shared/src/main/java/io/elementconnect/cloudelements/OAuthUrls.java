package io.elementconnect.cloudelements;

import io.elementconnect.secrets.ProviderApp;
import java.util.Map;

/** The address that Cloud Elements sends the person to who connects an account. */
public interface OAuthUrls {

  /**
   * {@code GET /elements/{key}/oauth/url}: returns where to send the person. The request has no
   * effect, so it is repeated once after a 429.
   *
   * @param parameters the element's other parameters, such as {@code siteAddress}
   */
  Redirect redirect(
      String element,
      ProviderApp app,
      String callbackUrl,
      String state,
      Map<String, String> parameters);

  /** Where to send the person, or why that is unknown. */
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

    /** A 2xx response that is not what the documentation describes. */
    record Unreadable() implements Redirect {}

    /** No response, or none in time. */
    record NoAnswer() implements Redirect {}
  }
}
