package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.journal.AttemptEvent.ProofMissing;
import io.elementconnect.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Receives a callback. From the browser that started the attempt, it goes directly to the exchange.
 * From any other browser, it is sealed and returned, and nothing is written.
 */
final class ReceiveCallback {
  private final Attempts attempts;
  private final Catalogue catalogue;
  private final Completions completions;
  private final FinishAttempt finishAttempt;
  private final Journal journal;
  private final InstantSource clock;

  ReceiveCallback(
      Attempts attempts,
      Catalogue catalogue,
      Completions completions,
      FinishAttempt finishAttempt,
      Journal journal,
      InstantSource clock) {
    this.attempts = attempts;
    this.catalogue = catalogue;
    this.completions = completions;
    this.finishAttempt = finishAttempt;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Receives one callback.
   *
   * @param browserKey the key of the browser that sent it, if any
   * @param deadline when the invocation ends
   */
  CallbackResult receive(Callback callback, Optional<BrowserKey> browserKey, Instant deadline) {
    var found = attempts.find(callback.state().attemptId());
    if (found.isEmpty()) {
      return new CallbackResult.UnknownState();
    }
    var attempt = found.get();
    return callback
        .answer(catalogue.get(attempt.request().element()))
        .map(answer -> receive(attempt, answer, browserKey, deadline))
        .orElseGet(CallbackResult.Malformed::new);
  }

  private CallbackResult receive(
      Attempt attempt, ProviderAnswer answer, Optional<BrowserKey> browserKey, Instant deadline) {
    return browserKey
        .filter(attempt::isBoundTo)
        .<CallbackResult>map(
            key -> finishAttempt.finish(attempt, answer, new SameBrowser(key), deadline))
        .orElseGet(() -> handBack(attempt, answer));
  }

  private CallbackResult handBack(Attempt attempt, ProviderAnswer answer) {
    var now = clock.instant();
    if (attempt.isPending() && attempt.isExpiredAt(now)) {
      return new Outcome.Expired(attempt);
    }
    journal.record(new ProofMissing(attempt.id()));
    return completions
        .seal(attempt, answer, now)
        .<CallbackResult>map(completion -> new CallbackResult.Confirm(attempt, completion))
        .orElseGet(CallbackResult.Malformed::new);
  }
}
