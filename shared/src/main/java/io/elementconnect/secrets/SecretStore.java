package io.elementconnect.secrets;

import io.elementconnect.Unavailable;
import java.util.Map;
import java.util.Optional;

/** Where secrets are kept, by name. */
public interface SecretStore {

  /**
   * The fields of a secret as it stands now, or nothing when it has no value yet or is not a JSON
   * object of texts.
   *
   * @throws Unavailable when that cannot be told now
   */
  Optional<Map<String, String>> read(String name);
}
