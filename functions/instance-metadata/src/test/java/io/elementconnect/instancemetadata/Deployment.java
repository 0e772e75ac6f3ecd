package io.elementconnect.instancemetadata;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.RecordedJournal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function with doubles around it. */
final class Deployment {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Caller ANN = new Caller("acme", "ann");
  static final AttemptId ATTEMPT_ID = new State("s".repeat(43)).attemptId();
  static final String SITE = "dt123.infusionsoft.com";
  static final String TOKEN = "token-of-the-instance";

  Instant now = NOON.plusSeconds(60);
  final MemoryStore store = new MemoryStore();
  final RecordedJournal journal;
  final InstanceMetadataFunction metadata;

  private final Sealer sealer = new Sealer(new MemoryDataKeys(), new SecureRandom());

  Deployment() {
    InstantSource clock = () -> now;
    journal = new RecordedJournal(clock);
    var claims = new CallerClaims("tenant", "sub");
    var instanceJson =
        new InstanceJson(
            CatalogueFile.shipped(),
            "https://api.cloud-elements.com/elements/api-v2",
            "https://my.cloud-elements.com");
    metadata =
        new InstanceMetadataFunction(
            new Wiring(
                new HttpApiAdapter(journal.journal(), clock),
                new AttemptEndpoint(store, claims, clock),
                new InstanceEndpoint(store, instanceJson, claims)));
  }

  /** Ann's attempt, begun at noon and not stored. */
  static Attempt attempt() {
    var request =
        new ConnectionRequest(
            "infusionsofterp",
            "Acme's Infusionsoft",
            List.of("trial"),
            Map.of("infusionsoft.server", SITE),
            new Sealed("sealed-configuration"),
            List.of(),
            SITE,
            "https://app.example.com/integrations",
            "https://connect.example.com/oauth/callback");
    return Attempt.begin(ATTEMPT_ID, ANN, request, new BrowserKey("k".repeat(43)), NOON);
  }

  /** An instance of a tenant with its token sealed, stored. */
  Instance store(String tenant, long id) {
    return store(tenant, id, SITE, seal(tenant, id, TOKEN));
  }

  Instance store(String tenant, long id, @Nullable String site, Sealed token) {
    var instance =
        new Instance(
            tenant,
            new InstanceId(id),
            ATTEMPT_ID,
            "infusionsofterp",
            "Acme's Infusionsoft",
            List.of("trial"),
            site,
            NOON,
            "ann",
            token);
    store.put(instance);
    return instance;
  }

  Sealed seal(String tenant, long id, String token) {
    return sealer
        .prepare(new EncryptionContext(Purpose.TOKEN, tenant, ATTEMPT_ID))
        .seal(token.getBytes(StandardCharsets.UTF_8), Long.toString(id));
  }
}
