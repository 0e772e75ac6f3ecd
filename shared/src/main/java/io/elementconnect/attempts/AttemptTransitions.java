package io.elementconnect.attempts;

import io.elementconnect.Unavailable;
import io.elementconnect.instances.Instance;
import java.time.Instant;

/**
 * The transitions of an attempt, each one conditional write. A write of our own that was applied
 * although its answer got lost is recognised by the owner and counts as done. All throw {@link
 * Unavailable} when it is not known whether the write was applied.
 */
public interface AttemptTransitions {

  /**
   * PENDING to EXCHANGING, which spends the state and says beforehand that a code may be sent. At
   * most one claim of all those that race for an attempt is done.
   *
   * @param claimed the attempt after {@link Attempt#claimed}
   * @param proof why the person who came back is the one who began
   * @param now compared with the expiry inside the write
   */
  Transition claim(Attempt claimed, Proof proof, Instant now);

  /**
   * PENDING to DENIED or FAILED, without any exchange.
   *
   * @param concluded the attempt after {@link Attempt#denied} or {@link Attempt#failed}
   */
  Transition conclude(Attempt concluded, Proof proof, Instant now);

  /**
   * From where the attempt was claimed, or was left by somebody, to wherever nothing else has to be
   * stored.
   *
   * @param seen the attempt as it still has to stand; everybody who changes it changes its status,
   *     its owner, when it is looked for, or which instance is known
   */
  Transition settle(Attempt settled, Attempt seen);

  /**
   * From where the attempt was claimed, or was left by somebody, to CONNECTED, together with the
   * instance: both are stored or neither.
   *
   * @param connected its owner is whoever connects it; the very same request may be repeated
   * @param seen the attempt as it still has to stand
   */
  Connection connect(Attempt connected, Instance instance, Attempt seen);

  /** Whether a write took place. */
  sealed interface Transition {
    /** It did; the attempt stands so now. */
    record Done(Attempt attempt) implements Transition {}

    /** Its condition did not hold; the attempt stands otherwise, and nothing was changed. */
    record Lost(Attempt current) implements Transition {}
  }

  /** Whether an attempt and its instance were stored. */
  sealed interface Connection {
    /** They were; the attempt stands so now. */
    record Made(Attempt attempt) implements Connection {}

    /** The attempt stands otherwise, and nothing was changed. */
    record Lost(Attempt current) implements Connection {}

    /** The instance is stored for another attempt, and nothing was changed. */
    record Taken() implements Connection {}
  }
}
