package io.elementconnect.attempts;

import java.time.Instant;

/** The proof that the person who returned is the one who started the attempt. */
public sealed interface Proof {

  /** When the callback arrived. This time must be before the attempt's expiry. */
  Instant callbackTime(Instant now);

  /** The browser sent the browser key that the start request set. */
  record SameBrowser(BrowserKey browserKey) implements Proof {
    @Override
    public Instant callbackTime(Instant now) {
      return now;
    }
  }

  /**
   * The attempt's own user submitted the completion.
   *
   * @param callbackTime when the callback arrived; the attempt may have expired since
   */
  record SameUser(Caller caller, Instant callbackTime) implements Proof {
    @Override
    public Instant callbackTime(Instant now) {
      return callbackTime;
    }
  }
}
