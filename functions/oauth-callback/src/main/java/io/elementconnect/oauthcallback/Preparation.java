package io.elementconnect.oauthcallback;

import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.PreparedCreation;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.SecretProblem;
import java.util.List;

/**
 * Whether everything that the exchange needs is ready, so that only the exchange itself can still
 * fail.
 */
sealed interface Preparation {

  /**
   * Everything is ready.
   *
   * @param instance the instance to send
   * @param creation the request to send it with
   * @param seal for the token in the response
   * @param leftOut the labels of optional secret values that the instance is sent without
   */
  record Ready(
      NewInstance instance, PreparedCreation creation, Sealer.Seal seal, List<String> leftOut)
      implements Preparation {}

  /**
   * A secret has no usable value. Once it has one, the same callback may succeed.
   *
   * @param why the kind of its problem
   */
  record NotReady(SecretProblem.Kind why) implements Preparation {}

  /** The secret configuration of the attempt cannot be unsealed. */
  record Damaged() implements Preparation {}
}
