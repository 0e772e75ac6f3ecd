package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Exchanges;
import io.elementconnect.attempts.Exchanges.Transition;
import io.elementconnect.attempts.Problem;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.journal.Event.AttemptEnded;
import io.elementconnect.journal.Journal;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.Stands;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finishes an attempt after a proof: the stored outcome when there is one, else what the provider's
 * answer asks for.
 */
final class FinishAttempt {
  private final Catalogue catalogue;
  private final Exchanges exchanges;
  private final ExchangeCode exchangeCode;
  private final Journal journal;
  private final InstantSource clock;

  FinishAttempt(
      Catalogue catalogue,
      Exchanges exchanges,
      ExchangeCode exchangeCode,
      Journal journal,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.exchanges = exchanges;
    this.exchangeCode = exchangeCode;
    this.journal = journal;
    this.clock = clock;
  }

  Outcome finish(Attempt attempt, ProviderAnswer answer, Proof proof, Instant deadline) {
    var now = clock.instant();
    if (!attempt.isPending()) {
      return new Stands(attempt);
    }
    if (attempt.isExpiredAt(arrival(proof, now))) {
      return new Expired(attempt);
    }
    return switch (answer) {
      case Denied _ -> conclude(attempt.denied(now), Problem.ACCESS_DENIED, proof, now);
      // Released for one code: that one may come again, another one must not be tried (RFC 9700,
      // section 4.5).
      case Allowed allowed when !attempt.accepts(allowed.code()) -> new Stands(attempt);
      case Allowed allowed ->
          wrongAccount(attempt, allowed)
              .map(problem -> conclude(attempt.failed(problem, now), problem, proof, now))
              .orElseGet(() -> exchangeCode.exchange(attempt, allowed, proof, deadline));
    };
  }

  private Outcome conclude(Attempt concluded, Problem problem, Proof proof, Instant now) {
    return switch (exchanges.conclude(concluded, proof, now)) {
      case Transition.Done(var attempt) -> {
        journal.record(AttemptEnded.of(attempt, problem));
        yield new Stands(attempt);
      }
      case Transition.Lost(var current) -> after(current, proof, now);
    };
  }

  /** What stands when somebody else was first. */
  static Outcome after(Attempt current, Proof proof, Instant now) {
    if (!current.isPending()) {
      return new Stands(current);
    }
    // Released in between: the very same write would find its place now.
    return current.isExpiredAt(arrival(proof, now))
        ? new Expired(current)
        : new TryAgain(current, "released_meanwhile");
  }

  private Optional<Problem> wrongAccount(Attempt attempt, Allowed allowed) {
    var stated = attempt.request().site();
    var element = catalogue.get(attempt.request().element());
    if (stated == null || element.siteParameter() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(allowed.parameters().get(element.siteParameter()))
        .flatMap(element::siteNamed)
        .filter(site -> !site.equals(stated))
        .map(site -> Problem.wrongAccount(stated, element.isSite(site) ? site : "another one"));
  }

  /** When the callback came: that is what must have been in time. */
  private static Instant arrival(Proof proof, Instant now) {
    return switch (proof) {
      case SameBrowser _ -> now;
      case SameUser(_, var callbackTime) -> callbackTime;
    };
  }
}
