package io.elementconnect.reconciler;

import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.journal.Journal;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.ScriptedCloudElements;
import java.time.InstantSource;

/** The function with doubles around it, also for tests of the callback at the same time. */
public final class Reconcilers {
  private Reconcilers() {}

  /** Of the deployment {@code test}. */
  public static ReconcilerFunction function(
      MemoryStore store,
      ScriptedCloudElements cloudElements,
      Journal journal,
      InstantSource clock) {
    return function(
        new Ports(
            store,
            store,
            store,
            new MemoryAccountChecks(),
            new MemoryDataKeys(),
            cloudElements,
            journal,
            clock));
  }

  static ReconcilerFunction function(Ports ports) {
    return new ReconcilerFunction(
        Wiring.of(ports, new InstanceTags("test"), CatalogueFile.shipped()));
  }
}
