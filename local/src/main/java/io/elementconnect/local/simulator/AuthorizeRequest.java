package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.Accounts.ProviderApp;
import java.util.Optional;

/**
 * A request for a person's consent, by a known app and for one of its callbacks.
 *
 * @param state the app's own value; empty when it sent none
 */
record AuthorizeRequest(ProviderApp app, String callbackUrl, Optional<String> state) {

  @Override
  public String toString() {
    return "AuthorizeRequest[" + app + "]";
  }

  /** The callback with these parameters, form-encoded, in turn name and value. */
  String callback(String... namesAndValues) {
    var separator = callbackUrl.contains("?") ? "&" : "?";
    return callbackUrl + separator + Query.encode(namesAndValues);
  }
}
