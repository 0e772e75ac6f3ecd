package io.elementconnect.reconciler;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.RecordedJournal;
import io.elementconnect.testing.ScriptedCloudElements;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The function with doubles around it, in a deployment whose secrets are set. */
final class Deployment {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Instant EXPIRY = NOON.plus(Attempt.LIFETIME);
  static final Caller ANN = new Caller("acme", "ann");
  static final AttemptId ID = new State("s".repeat(43)).attemptId();
  static final BrowserKey BROWSER_KEY = new BrowserKey("k".repeat(43));
  static final String ACCOUNT = "test/cloud-elements";
  static final String SITE = "dt123.infusionsoft.com";
  static final String CODE = "the-code";
  static final String TOKEN = "token-of-the-instance";
  static final InstanceId INSTANCE_ID = new InstanceId(4711);

  Instant now = NOON.plusSeconds(60);

  final MemoryStore store = new MemoryStore();
  final MemoryAccountChecks accountChecks = new MemoryAccountChecks();
  final MemorySecrets secrets = new MemorySecrets();
  final MemoryDataKeys dataKeys = new MemoryDataKeys();
  final ScriptedCloudElements cloudElements;
  final RecordedJournal journal;
  final Sealer sealer = new Sealer(dataKeys, new SecureRandom());
  final ReconcilerFunction reconciler;

  Deployment() {
    secrets.set(ACCOUNT, Map.of("organizationSecret", "org-secret", "userSecret", "user-secret"));
    InstantSource clock = () -> now;
    cloudElements = new ScriptedCloudElements(new CloudElementsAccount(secrets, ACCOUNT, clock));
    journal = new RecordedJournal(clock);
    reconciler =
        Reconcilers.function(
            new Ports(
                store,
                store,
                store,
                accountChecks,
                dataKeys,
                cloudElements,
                journal.journal(),
                clock));
  }

  /** Ann's attempt, begun at noon, and stored. */
  Attempt begin() {
    var attempt = Attempt.begin(ID, ANN, request(), BROWSER_KEY, NOON);
    store.put(attempt);
    return attempt;
  }

  static ConnectionRequest request() {
    return new ConnectionRequest(
        "infusionsofterp",
        "Acme's Infusionsoft",
        List.of("trial"),
        Map.of("infusionsoft.server", SITE),
        new Sealed("sealed-configuration"),
        List.of(),
        SITE,
        "https://app.example.com/integrations",
        "https://connect.example.com/oauth/callback");
  }

  /** The attempt as it lies in the store. */
  Attempt stored() {
    return store.attempt(ID);
  }
}
