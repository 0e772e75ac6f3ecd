package io.elementconnect.cloudelements.http;

import io.elementconnect.Unavailable;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.SecretLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request with the secrets of the account, and a second time after a 401 if they have
 * changed in the meantime: a 401 is a definite refusal without any effect.
 */
final class AuthorizedSender {
  // Connecting takes up to 3 s. With less time, a second request might be cut off half-way.
  private static final Duration NEEDED_FOR_SECOND = Duration.ofSeconds(4);

  private final CloudElementsAccount account;
  private final InstantSource clock;

  AuthorizedSender(CloudElementsAccount account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  /** A request that can be sent with different secrets. */
  interface Request {
    HttpOutcome send(String authorization, Duration limit);
  }

  /**
   * Returns the secrets for the first request, at most five minutes old.
   *
   * @throws Unavailable when they cannot be read and none are known
   */
  SecretLookup<CloudElementsSecrets> secrets() {
    return account.secrets();
  }

  /**
   * Sends the request with the current secrets and returns its outcome.
   *
   * @throws Unavailable when they cannot be read and none are known
   */
  SecretLookup<HttpOutcome> send(Request request, Instant deadline) {
    return switch (account.secrets()) {
      case SecretLookup.Unusable<CloudElementsSecrets>(var problem) ->
          new SecretLookup.Unusable<>(problem);
      case SecretLookup.Found<CloudElementsSecrets>(var secrets) ->
          new SecretLookup.Found<>(send(request, secrets, deadline));
    };
  }

  /**
   * Returns the outcome of the request, or of the second one. Nothing is sent after the deadline.
   */
  HttpOutcome send(Request request, CloudElementsSecrets secrets, Instant deadline) {
    var first = sendOnce(request, secrets, deadline);
    return first instanceof Answer(int status, _, _) && status == 401
        ? changed(secrets, deadline)
            .map(changed -> sendOnce(request, changed, deadline))
            .orElse(first)
        : first;
  }

  private HttpOutcome sendOnce(Request request, CloudElementsSecrets secrets, Instant deadline) {
    var limit = until(deadline);
    // A request that nobody waits for must not be sent.
    return limit.isPositive() ? request.send(secrets.authorization(), limit) : new NotSent();
  }

  /** Secrets other than the refused ones, while there is time for another request. */
  private Optional<CloudElementsSecrets> changed(CloudElementsSecrets refused, Instant deadline) {
    return refreshed(until(deadline.minus(NEEDED_FOR_SECOND)))
        .filter(secrets -> !secrets.equals(refused))
        .filter(_ -> !until(deadline.minus(NEEDED_FOR_SECOND)).isNegative());
  }

  private Optional<CloudElementsSecrets> refreshed(Duration limit) {
    if (limit.isNegative()) {
      return Optional.empty();
    }
    try {
      return TimeLimit.call(limit, account::refreshed)
              instanceof SecretLookup.Found<CloudElementsSecrets>(var secrets)
          ? Optional.of(secrets)
          : Optional.empty();
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unavailable) {
        return Optional.empty(); // The refusal is known, and is the outcome.
      }
      throw new IllegalStateException("The secrets were not refreshed", e.getCause());
    }
  }

  private Duration until(Instant deadline) {
    return Duration.between(clock.instant(), deadline);
  }
}
