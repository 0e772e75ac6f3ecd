package io.elementconnect.testing;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.secrets.SecretStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Secrets in memory. */
public final class MemorySecrets implements SecretStore {
  private final Map<String, Map<String, String>> secrets = new HashMap<>();
  private boolean down;

  /** Gives a secret a value, in place of the one that it has. */
  public void set(String name, Map<String, String> fields) {
    secrets.put(name, fields);
  }

  /** Takes the value of a secret away. */
  public void unset(String name) {
    secrets.remove(name);
  }

  /** From now on no call gets through. */
  public void breakDown() {
    down = true;
  }

  @Override
  public Optional<Map<String, String>> read(String name) {
    if (down) {
      throw new Unavailable(Dependency.SECRETS, new IOException());
    }
    return Optional.ofNullable(secrets.get(name));
  }
}
