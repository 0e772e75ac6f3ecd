package io.elementconnect.redirecturl;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.elements.Property;
import io.elementconnect.secrets.SecretProblem;
import java.time.Instant;
import java.util.List;

/** The outcome of a start. Only the first case stores anything. */
sealed interface StartOutcome {
  record Started(Attempt attempt, String oauthUrl) implements StartOutcome {
    @Override
    public String toString() {
      return "Started";
    }
  }

  /** A secret that the attempt needs has no usable value in Secrets Manager. */
  record SecretUnusable(SecretProblem problem) implements StartOutcome {}

  /** Required secret configuration that is neither in the request nor has a default. */
  record SecretsMissing(List<Property> properties) implements StartOutcome {}

  record TooManyStarts(Instant until) implements StartOutcome {}

  record UpstreamRefused(int status) implements StartOutcome {}

  record UpstreamBusy() implements StartOutcome {}

  record UpstreamUnreadable() implements StartOutcome {}

  record UpstreamUnreachable() implements StartOutcome {}

  /**
   * The URL that Cloud Elements returned does not lead the person to the provider and back to us.
   */
  record UnsafeAuthorizeUrl() implements StartOutcome {}
}
