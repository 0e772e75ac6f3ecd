package io.elementconnect.redirecturl;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.OAuthUrls;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.elements.Property;
import io.elementconnect.journal.AttemptEvent.AttemptStarted;
import io.elementconnect.journal.Journal;
import io.elementconnect.redirecturl.StartOutcome.SecretUnusable;
import io.elementconnect.redirecturl.StartOutcome.SecretsMissing;
import io.elementconnect.redirecturl.StartOutcome.Started;
import io.elementconnect.redirecturl.StartOutcome.TooManyStarts;
import io.elementconnect.redirecturl.StartOutcome.UnsafeAuthorizeUrl;
import io.elementconnect.redirecturl.StartOutcome.UpstreamBusy;
import io.elementconnect.redirecturl.StartOutcome.UpstreamRefused;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreachable;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreadable;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts an attempt: generates a random state, gets the provider's URL for it, and stores the
 * attempt under the state's hash.
 */
final class StartAttempt {
  private final ProviderApps apps;
  private final AccountReadiness account;
  private final OAuthUrls oauthUrls;
  private final AuthorizeUrl authorizeUrl;
  private final Sealer sealer;
  private final Attempts attempts;
  private final Journal journal;
  private final SecureRandom random;
  private final InstantSource clock;

  StartAttempt(
      ProviderApps apps,
      AccountReadiness account,
      OAuthUrls oauthUrls,
      AuthorizeUrl authorizeUrl,
      Sealer sealer,
      Attempts attempts,
      Journal journal,
      SecureRandom random,
      InstantSource clock) {
    this.apps = apps;
    this.account = account;
    this.oauthUrls = oauthUrls;
    this.authorizeUrl = authorizeUrl;
    this.sealer = sealer;
    this.attempts = attempts;
    this.journal = journal;
    this.random = random;
    this.clock = clock;
  }

  StartOutcome start(
      StartRequest request, Caller caller, BrowserKey browserKey, String callbackUrl) {
    return switch (apps.lookup(request.element(), app -> missingSecrets(request, app).isEmpty())) {
      case Unusable<ProviderApp>(var problem) -> new SecretUnusable(problem);
      case Found<ProviderApp>(var app) -> {
        var missing = missingSecrets(request, app);
        yield missing.isEmpty()
            ? account
                .problem()
                .<StartOutcome>map(SecretUnusable::new)
                .orElseGet(() -> ask(request, caller, browserKey, callbackUrl, app))
            : new SecretsMissing(missing);
      }
    };
  }

  private static List<Property> missingSecrets(StartRequest request, ProviderApp app) {
    return request.missingSecrets(app.defaults().keySet());
  }

  private StartOutcome ask(
      StartRequest request,
      Caller caller,
      BrowserKey browserKey,
      String callbackUrl,
      ProviderApp app) {
    var state = State.random(random);
    var redirect =
        oauthUrls.redirect(
            request.element().key(), app, callbackUrl, state.value(), request.oauthUrlParameters());
    return switch (redirect) {
      case Redirect.To(var url) -> {
        var site = request.site().orElse(null);
        var expected = new AuthorizeUrl.Expected(request.element(), site, state, callbackUrl, app);
        yield authorizeUrl.isSafe(url, expected)
            ? store(request, caller, browserKey, callbackUrl, app, state, url)
            : new UnsafeAuthorizeUrl();
      }
      case Redirect.Refused(var status) -> new UpstreamRefused(status);
      case Redirect.Throttled() -> new UpstreamBusy();
      case Redirect.Unreadable() -> new UpstreamUnreadable();
      case Redirect.NoAnswer() -> new UpstreamUnreachable();
    };
  }

  private StartOutcome store(
      StartRequest request,
      Caller caller,
      BrowserKey browserKey,
      String callbackUrl,
      ProviderApp app,
      State state,
      String url) {
    var id = state.attemptId();
    var stored =
        new ConnectionRequest(
            request.element().key(),
            request.name(),
            request.tags(),
            request.configuration(),
            seal(
                request.secrets(),
                new EncryptionContext(Purpose.CONFIGURATION, caller.tenant(), id)),
            request.leftToDefaults(app.defaults().keySet()),
            request.site().orElse(null),
            request.returnUrl(),
            callbackUrl);
    var attempt = Attempt.begin(id, caller, stored, browserKey, clock.instant());
    return switch (attempts.start(attempt)) {
      case Attempts.Start.Stored() -> {
        journal.record(new AttemptStarted(id, caller.tenant(), stored.element()));
        yield new Started(attempt, url);
      }
      case Attempts.Start.TooMany(var until) -> new TooManyStarts(until);
    };
  }

  private @Nullable Sealed seal(Map<String, String> stated, EncryptionContext context) {
    return stated.isEmpty() ? null : sealer.prepare(context).seal(Fields.encode(stated));
  }
}
