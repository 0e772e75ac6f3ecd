package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.cloudelements.http.HttpOAuthUrls;
import io.elementconnect.dynamodb.MemoryTables;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Tables;
import io.elementconnect.reconciler.ReconcilerEnds;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.SecretLookup;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemoryStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables and data keys in memory, Cloud Elements and the secrets over the wire: ten times as quick.
 * What the conditions of DynamoDB do is told by the double of the unit tests.
 */
record MemoryEnds(
    LocalStack stack,
    Ports callback,
    Wiring.CallbackSettings callbackSettings,
    ReconcilerEnds reconciler,
    Tables tables)
    implements Ends {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** With new tables; the other ends are those of the wire. */
  static MemoryEnds of(WireEnds wire) {
    var store = new MemoryStore();
    var dataKeys = new MemoryDataKeys();
    return new MemoryEnds(
        wire.stack(),
        ports(wire.callback(), store, dataKeys),
        wire.callbackSettings(),
        wire.reconciler().with(store, dataKeys),
        new MemoryTables(store, wire.callback().clock()));
  }

  private static Ports ports(Ports wire, MemoryStore store, MemoryDataKeys dataKeys) {
    return new Ports(
        store,
        store,
        store,
        wire.secrets(),
        new MemoryAccountChecks(),
        dataKeys,
        wire.cloudElements(),
        wire.journal(),
        wire.clock(),
        wire.pause());
  }

  @Override
  public Optional<Begun> begin(Caller caller, String browserKey) {
    var state = State.random(RANDOM);
    var callbackUrl = stack.apiUrl() + "/oauth/callback";
    var apps =
        new ProviderApps(
            callback.secrets(),
            callbackSettings.elementSecretsPrefix(),
            callback.journal(),
            callback.clock());
    return apps.lookup(CatalogueFile.shipped().get("infusionsofterp"), _ -> true)
                instanceof SecretLookup.Found<ProviderApp>(var app)
            && new HttpOAuthUrls(callbackSettings.cloudElementsUrl())
                    .redirect("infusionsofterp", app, callbackUrl, state.value(), Map.of())
                instanceof Redirect.To(var url)
        ? Optional.of(store(caller, state, key(browserKey), callbackUrl, url))
        : Optional.empty();
  }

  @Override
  public String written() {
    return ""; // Nobody starts anything: the attempts are stored.
  }

  private Begun store(Caller caller, State state, BrowserKey key, String callbackUrl, String url) {
    var id = state.attemptId();
    var secrets =
        new Sealer(callback.dataKeys(), RANDOM)
            .prepare(new EncryptionContext(Purpose.CONFIGURATION, caller.tenant(), id))
            .seal(Fields.encode(Map.of("infusionsoft.private.key", World.PRIVATE_KEY)));
    var request =
        new ConnectionRequest(
            "infusionsofterp",
            "Acme's Infusionsoft",
            List.of(),
            Map.of("infusionsoft.server", World.SITE),
            secrets,
            List.of(),
            World.SITE,
            stack.frontendUrl() + "/",
            callbackUrl);
    var attempt = Attempt.begin(id, caller, request, key, callback.clock().instant());
    var _ = callback.attempts().start(attempt);
    return new Begun(id.value(), url, key.value());
  }

  private static BrowserKey key(String browserKey) {
    return browserKey.isEmpty() ? BrowserKey.random(RANDOM) : new BrowserKey(browserKey);
  }
}
