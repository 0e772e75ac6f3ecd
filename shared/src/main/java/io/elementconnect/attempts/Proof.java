package io.elementconnect.attempts;

import java.time.Instant;

/** Why the person who came back is the one who began the attempt. */
public sealed interface Proof {

  /** When the callback came: that is what must have been in time. */
  Instant callbackTime(Instant now);

  /** The browser key that the start set is back. */
  record SameBrowser(BrowserKey browserKey) implements Proof {
    @Override
    public Instant callbackTime(Instant now) {
      return now;
    }
  }

  /**
   * The attempt's own user handed in the sealed callback.
   *
   * @param callbackTime when the callback came; an expiry after it does no harm
   */
  record SameUser(Caller caller, Instant callbackTime) implements Proof {
    @Override
    public Instant callbackTime(Instant now) {
      return callbackTime;
    }
  }
}
