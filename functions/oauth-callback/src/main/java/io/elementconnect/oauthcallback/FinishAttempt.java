package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Proof;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.AttemptEvent.ProviderFailed;
import io.elementconnect.journal.Event;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finishes an attempt after a proof: returns the stored outcome when there is one, otherwise acts
 * on the provider's response.
 */
final class FinishAttempt {
  private final Catalogue catalogue;
  private final ExchangeCode exchangeCode;
  private final ConcludeAttempt concludeAttempt;
  private final AwaitOutcome awaitOutcome;
  private final InstantSource clock;

  FinishAttempt(
      Catalogue catalogue,
      ExchangeCode exchangeCode,
      ConcludeAttempt concludeAttempt,
      AwaitOutcome awaitOutcome,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.exchangeCode = exchangeCode;
    this.concludeAttempt = concludeAttempt;
    this.awaitOutcome = awaitOutcome;
    this.clock = clock;
  }

  Outcome finish(Attempt attempt, ProviderAnswer answer, Proof proof, Instant deadline) {
    var now = clock.instant();
    if (!attempt.isPending()) {
      return awaitOutcome.outcome(attempt, proof, deadline);
    }
    if (attempt.isExpiredAt(proof.callbackTime(now))) {
      return new Expired(attempt);
    }
    return switch (answer) {
      case Denied() -> {
        var denied = attempt.denied(now);
        var ended = AttemptEnded.of(denied, Failure.ACCESS_DENIED);
        yield concludeAttempt.conclude(denied, List.of(ended), proof, now, deadline);
      }
      case ProviderAnswer.Failed(var error) -> {
        var failure = Failure.provider(error);
        var failed = attempt.failed(failure, now);
        var ended =
            List.<Event>of(
                AttemptEnded.of(failed, failure),
                new ProviderFailed(attempt.id(), attempt.request().element(), error));
        yield concludeAttempt.conclude(failed, ended, proof, now, deadline);
      }
      // Released for one code: that code may be sent again, but no other code may be tried (RFC
      // 9700,
      // section 4.5).
      case Allowed allowed when !attempt.accepts(allowed.code()) -> new Current(attempt);
      case Allowed allowed ->
          wrongAccount(attempt, allowed)
              .map(failure -> {
                var failed = attempt.failed(failure, now);
                var ended = AttemptEnded.of(failed, failure);
                return concludeAttempt.conclude(failed, List.of(ended), proof, now, deadline);
              })
              .orElseGet(() -> exchangeCode.exchange(attempt, allowed, proof, deadline));
    };
  }

  private Optional<Failure> wrongAccount(Attempt attempt, Allowed allowed) {
    var stated = attempt.request().site();
    var element = catalogue.get(attempt.request().element());
    if (stated == null || element.siteParameter() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(allowed.parameters().get(element.siteParameter()))
        .flatMap(element::siteNamed)
        .filter(site -> !site.equals(stated))
        .map(site -> Failure.wrongAccount(stated, element.isSite(site) ? site : "another one"));
  }
}
