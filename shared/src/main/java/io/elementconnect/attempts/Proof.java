package io.elementconnect.attempts;

import java.time.Instant;

/** Why the person who came back is the one who began the attempt. */
public sealed interface Proof {

  /** The browser key that the start set is back. */
  record SameBrowser(BrowserKey browserKey) implements Proof {}

  /**
   * The attempt's own user handed in the sealed callback.
   *
   * @param callbackTime when the callback came; an expiry after it does no harm
   */
  record SameUser(Caller caller, Instant callbackTime) implements Proof {}
}
