package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.util.Map;
import java.util.Optional;

/** A store of secrets, by name. */
public interface SecretStore {

  /**
   * Returns the current fields of a secret; empty when it has no value yet or is not a JSON object
   * of strings.
   *
   * @throws Unavailable when the store does not answer
   */
  Optional<Map<String, String>> read(String name);
}
