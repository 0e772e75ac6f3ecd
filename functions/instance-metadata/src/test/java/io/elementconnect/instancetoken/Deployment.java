package io.elementconnect.instancetoken;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.State;
import io.elementconnect.http.DirectInvocationAdapter;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.RecordedJournal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function with doubles around it, in a deployment whose secrets are set. */
final class Deployment {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final AttemptId ATTEMPT_ID = new State("s".repeat(43)).attemptId();
  static final String ACCOUNT = "test/cloud-elements";
  static final String SITE = "dt123.infusionsoft.com";
  static final String TOKEN = "token-of-the-instance";

  Instant now = NOON.plusSeconds(60);
  final MemoryStore store = new MemoryStore();
  final MemorySecrets secrets = new MemorySecrets();
  final MemoryDataKeys dataKeys = new MemoryDataKeys();
  final RecordedJournal journal;
  final InstanceTokenFunction tokens;

  private final Sealer sealer = new Sealer(dataKeys, new SecureRandom());

  Deployment() {
    secrets.set(ACCOUNT, Map.of("organizationSecret", "org-secret", "userSecret", "user-secret"));
    InstantSource clock = () -> now;
    journal = new RecordedJournal(clock);
    var account = new CloudElementsAccount(secrets, ACCOUNT, clock);
    var readToken = new ReadToken(store, sealer, account, journal.journal());
    tokens =
        new InstanceTokenFunction(
            new Wiring(new DirectInvocationAdapter(journal.journal()), readToken));
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
