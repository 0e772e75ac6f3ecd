package io.elementconnect.testing;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Attempts and instances that no other test has. */
public final class Examples {
  public static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  public static final String CODE = "a-code";
  public static final String OWNER = "an-owner";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong IDS = new AtomicLong(1);

  private Examples() {}

  public static BrowserKey browserKey() {
    return BrowserKey.random(RANDOM);
  }

  public static Caller caller() {
    return new Caller("tenant-" + UUID.randomUUID(), "ann");
  }

  public static Attempt attempt(Caller caller, BrowserKey browserKey) {
    var request =
        new ConnectionRequest(
            "infusionsofterp",
            "Acme's Infusionsoft",
            List.of("trial", "two words"),
            Map.of("infusionsoft.server", "dt123.infusionsoft.com"),
            new Sealed("sealed-configuration"),
            List.of("acme.key"),
            "dt123.infusionsoft.com",
            "https://app.example.com/",
            "https://connect.example.com/oauth/callback");
    return Attempt.begin(State.random(RANDOM).attemptId(), caller, request, browserKey, NOON);
  }

  public static Instance instanceOf(Attempt attempt, InstanceId id) {
    return new Instance(
        attempt.caller().tenant(),
        id,
        attempt.id(),
        "infusionsofterp",
        "Acme's Infusionsoft",
        List.of("trial"),
        "dt123.infusionsoft.com",
        NOON,
        "ann",
        new Sealed("sealed-token"));
  }

  public static InstanceId instanceId() {
    return new InstanceId(IDS.getAndIncrement());
  }
}
