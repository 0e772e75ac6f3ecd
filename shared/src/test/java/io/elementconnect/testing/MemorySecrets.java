package io.elementconnect.testing;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.SecretStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Secrets in memory. */
public final class MemorySecrets implements SecretStore {
  private final Map<String, Stored> secrets = new HashMap<>();
  private boolean down;

  /** Gives a secret a value, in place of the one that it has. */
  public void set(String name, Map<String, String> fields) {
    set(name, json(fields));
  }

  /** A value with these fields. */
  public static Stored json(Map<String, ?> fields) {
    return new Stored.Text(Json.print(fields));
  }

  /** Gives a secret a value that need not be an object of texts. */
  public void set(String name, Stored value) {
    secrets.put(name, value);
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
  public Stored read(String name) {
    if (down) {
      throw new Unavailable(Dependency.SECRETS, new IOException());
    }
    return secrets.getOrDefault(name, new Stored.Nothing());
  }
}
