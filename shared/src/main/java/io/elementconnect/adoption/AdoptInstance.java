package io.elementconnect.adoption;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.AttemptTransitions.Connection;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.AttemptConnected;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connects an attempt with an instance that was found at Cloud Elements. */
public final class AdoptInstance {
  private final AttemptTransitions transitions;
  private final Sealer sealer;
  private final Journal journal;
  private final InstantSource clock;

  public AdoptInstance(
      AttemptTransitions transitions, Sealer sealer, Journal journal, InstantSource clock) {
    this.transitions = transitions;
    this.sealer = sealer;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Returns why the attempt cannot be connected with the instance that was found; empty when it
   * can.
   *
   * @param hint what its exchange stored about the instance
   */
  public static Optional<Failure> objection(
      Attempt attempt, RemoteInstance found, @Nullable Hint hint) {
    var element = found.element();
    if (element == null || (found.token() == null && sealedToken(found.id(), hint) == null)) {
      return Optional.of(Failure.INCOMPLETE_INSTANCE);
    }
    if (!element.equals(attempt.request().element())) {
      return Optional.of(Failure.OTHER_ELEMENT);
    }
    return found.valid() ? Optional.empty() : Optional.of(Failure.INVALID_INSTANCE);
  }

  /**
   * Connects the attempt, if it is unchanged since it was read.
   *
   * @param found an instance without an objection
   */
  public Connection adopt(Attempt seen, RemoteInstance found, @Nullable Hint hint) {
    var adopted = seen.adopted(UUID.randomUUID().toString(), found.id());
    var instance = adopted.instance(found.id(), token(seen, found, hint), clock.instant());
    var connection = transitions.connect(adopted, instance, seen);
    if (connection instanceof Connection.Made) {
      journal.record(new AttemptConnected(seen.id(), seen.caller().tenant(), found.id()));
    }
    return connection;
  }

  private Sealed token(Attempt seen, RemoteInstance found, @Nullable Hint hint) {
    var sealed = sealedToken(found.id(), hint);
    if (sealed != null) {
      return sealed;
    }
    var token = Optional.ofNullable(found.token()).orElseThrow();
    return sealer
        .prepare(seen.encryptionContext(Purpose.TOKEN))
        .seal(token.getBytes(StandardCharsets.UTF_8), found.id().toString());
  }

  /** The token that the exchange sealed. The reconciler may not unseal it, and need not. */
  private static @Nullable Sealed sealedToken(InstanceId id, @Nullable Hint hint) {
    return hint != null && hint.instanceId().equals(id) ? hint.token() : null;
  }
}
