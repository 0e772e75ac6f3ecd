package io.elementconnect.attempts;

import io.elementconnect.Unavailable;
import io.elementconnect.instances.Instance;
import java.time.Instant;

/**
 * The transitions of an attempt, each a single conditional write. When a write was applied but its
 * response was lost, repeating it recognises the owner and returns done. All methods throw {@link
 * Unavailable} when it is unknown whether the write was applied.
 */
public interface AttemptTransitions {

  /**
   * Moves an attempt from PENDING to EXCHANGING. This spends the state, and is stored before the
   * code is sent. Of all claims that race for an attempt, at most one succeeds.
   *
   * @param claimed the attempt after {@link Attempt#claimed}
   * @param proof the proof that the person who returned is the one who started the attempt
   * @param now compared with the expiry as part of the write
   */
  Transition claim(Attempt claimed, Proof proof, Instant now);

  /**
   * Moves an attempt from PENDING to DENIED or FAILED, without an exchange.
   *
   * @param concluded the attempt after {@link Attempt#denied} or {@link Attempt#failed}
   */
  Transition conclude(Attempt concluded, Proof proof, Instant now);

  /**
   * Moves an attempt that was claimed, or whose claimant is gone, to any state that stores nothing
   * but the attempt.
   *
   * @param seen the attempt as it was read; the write applies only while its status, its owner, the
   *     time of its next lookup and its known instance are unchanged
   */
  Transition update(Attempt next, Attempt seen);

  /**
   * Moves an attempt that was claimed, or whose claimant is gone, to CONNECTED and stores the
   * instance: both or neither.
   *
   * @param connected owned by the claimant that connects it; the same call may be repeated
   * @param seen the attempt as it was read; the write applies only while it is unchanged, as in
   *     {@link #update}
   */
  Connection connect(Attempt connected, Instance instance, Attempt seen);

  /** Whether a write was applied. */
  sealed interface Transition {
    /** It was applied; this is the attempt as stored now. */
    record Done(Attempt attempt) implements Transition {}

    /** Its condition did not hold; the attempt is as given, and the store is unchanged. */
    record Lost(Attempt current) implements Transition {}
  }

  /** Whether an attempt and its instance were stored. */
  sealed interface Connection {
    /** Both were; this is the attempt as stored now. */
    record Made(Attempt attempt) implements Connection {}

    /** The attempt had changed: it is as given, and the store is unchanged. */
    record Lost(Attempt current) implements Connection {}

    /** The instance is already stored for another attempt; the store is unchanged. */
    record Taken() implements Connection {}
  }
}
