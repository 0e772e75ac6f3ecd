package io.elementconnect.reconciler;

import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.journal.Journal;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.ScriptedCloudElements;
import java.time.InstantSource;
import java.util.Map;

/** The function with doubles around it, also for tests of the callback at the same time. */
public final class Reconcilers {
  static final String ACCOUNT = "test/cloud-elements";

  private Reconcilers() {}

  /** Of a deployment whose secrets are set. */
  public static ReconcilerFunction function(
      MemoryStore store,
      ScriptedCloudElements cloudElements,
      Journal journal,
      InstantSource clock) {
    var secrets = new MemorySecrets();
    secrets.set(ACCOUNT, Map.of("organizationSecret", "org-secret", "userSecret", "user-secret"));
    return function(
        new Ports(
            store, store, store, secrets, new MemoryDataKeys(), cloudElements, journal, clock));
  }

  static ReconcilerFunction function(Ports ports) {
    return new ReconcilerFunction(
        Wiring.of(ports, new Wiring.ReconcilerSettings(new InstanceTags("test"), ACCOUNT)));
  }
}
