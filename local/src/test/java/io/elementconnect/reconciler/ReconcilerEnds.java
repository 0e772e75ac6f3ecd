package io.elementconnect.reconciler;

import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.journal.Journal;
import io.elementconnect.settings.Settings;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemoryStore;
import java.time.InstantSource;

/** What the reconciler depends on, for tests of it and the callback together. */
public final class ReconcilerEnds {
  private final Ports ports;
  private final InstanceTags instanceTags;

  private ReconcilerEnds(Ports ports, InstanceTags instanceTags) {
    this.ports = ports;
    this.instanceTags = instanceTags;
  }

  /** The real adapters. */
  public static ReconcilerEnds of(Settings settings) {
    return new ReconcilerEnds(
        Wiring.ports(settings, CatalogueFile.shipped()).get(),
        new InstanceTags(settings.deployment()));
  }

  /** With tables and data keys in memory; the other ends stay. */
  public ReconcilerEnds with(MemoryStore store, MemoryDataKeys dataKeys) {
    return new ReconcilerEnds(
        new Ports(
            store,
            store,
            store,
            new MemoryAccountChecks(),
            dataKeys,
            ports.cloudElements(),
            ports.journal(),
            ports.clock()),
        instanceTags);
  }

  /**
   * The function over these ends, but for the ones that are given.
   *
   * @param store all ports of the attempts' table at once
   */
  public <S extends Attempts & AttemptTransitions & UnsettledAttempts> ReconcilerFunction function(
      S store, CloudElements cloudElements, Journal journal, InstantSource clock) {
    return new ReconcilerFunction(
        Wiring.of(
            new Ports(
                store,
                store,
                store,
                ports.accountChecks(),
                ports.dataKeys(),
                cloudElements,
                journal,
                clock),
            instanceTags,
            CatalogueFile.shipped()));
  }

  public Attempts attempts() {
    return ports.attempts();
  }

  public AttemptTransitions transitions() {
    return ports.transitions();
  }

  public UnsettledAttempts unsettled() {
    return ports.unsettled();
  }

  public CloudElements cloudElements() {
    return ports.cloudElements();
  }

  public InstantSource clock() {
    return ports.clock();
  }
}
