package io.elementconnect.secrets;

import io.elementconnect.Unavailable;

/** A store of secrets, by name. */
public interface SecretStore {

  /**
   * Returns the current value of a secret, as it is stored.
   *
   * @throws Unavailable when the store does not answer
   */
  Stored read(String name);

  /** The stored value of a secret. */
  sealed interface Stored {
    record Text(String value) implements Stored {
      @Override
      public String toString() {
        return "Text";
      }
    }

    /** The value is not text. */
    record Binary() implements Stored {}

    /** The secret does not exist, or has no value. */
    record Nothing() implements Stored {}
  }
}
