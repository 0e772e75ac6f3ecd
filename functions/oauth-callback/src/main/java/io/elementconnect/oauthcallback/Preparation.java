package io.elementconnect.oauthcallback;

import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.PreparedCreation;
import io.elementconnect.sealing.Sealer;

/**
 * Whether everything that the exchange needs is at hand, so that only the exchange itself can still
 * fail.
 */
sealed interface Preparation {

  /**
   * It is.
   *
   * @param instance what will be sent
   * @param creation how it will be sent
   * @param seal for the token that comes back
   */
  record Ready(NewInstance instance, PreparedCreation creation, Sealer.Seal seal)
      implements Preparation {}

  /**
   * Something is missing that may be there the next time.
   *
   * @param code what, snake_case
   */
  record NotReady(String code) implements Preparation {}

  /** The secret configuration of the attempt does not open. */
  record Damaged() implements Preparation {}
}
