package io.elementconnect.oauthcallback;

import io.elementconnect.AttemptId;
import io.elementconnect.adoption.FindInstances;
import io.elementconnect.adoption.Inventory;
import io.elementconnect.adoption.JudgeFinding;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.elements.CallbackParameter;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.elements.Element;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.RecordAccountCheck;
import io.elementconnect.testing.FakeContext;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.RecordedJournal;
import io.elementconnect.testing.ScriptedCloudElements;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The function with doubles around it, in a deployment whose secrets are set. */
final class Deployment {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Instant EXPIRY = NOON.plus(Attempt.LIFETIME);
  static final Caller ANN = new Caller("acme", "ann");
  static final State STATE = new State("s".repeat(43));
  static final AttemptId ID = STATE.attemptId();
  static final BrowserKey BROWSER_KEY = new BrowserKey("k".repeat(43));
  static final String ACCOUNT = "test/cloud-elements";
  static final String APP = "test/elements/infusionsofterp";
  static final String CALLBACK_URL = "https://connect.example.com/oauth/callback";
  static final String RETURN_URL = "https://app.example.com/integrations";
  static final String FRONTEND = "https://app.example.com";
  static final String SITE = "dt123.infusionsoft.com";
  static final String CODE = "the-code";
  static final String PRIVATE_KEY = "private-key-of-acme";
  static final String TOKEN = "token-of-the-instance";
  static final InstanceId INSTANCE_ID = new InstanceId(4711);
  static final Allowed ALLOWED = new Allowed(CODE, Map.of("scope", SITE));
  static final Element INFUSIONSOFT = CatalogueFile.shipped().get("infusionsofterp");

  Instant now = NOON.plusSeconds(60);

  /** What a pause comes to: the clock goes on, and nobody waits. */
  Consumer<Duration> pause = time -> now = now.plus(time);

  final MemoryStore store = new MemoryStore();
  final MemorySecrets secrets = new MemorySecrets();
  final MemoryAccountChecks accountChecks = new MemoryAccountChecks();
  final MemoryDataKeys dataKeys = new MemoryDataKeys();
  final ScriptedCloudElements cloudElements;
  final RecordedJournal journal;
  final Sealer sealer = new Sealer(dataKeys, new SecureRandom());
  final Completions completions = new Completions(sealer);
  final PrepareExchange prepareExchange;
  final AwaitOutcome awaitOutcome;
  final StoreInstance storeInstance;
  final ExchangeCode exchangeCode;
  final FinishAttempt finishAttempt;
  final ReceiveCallback receiveCallback;
  final CompleteAttempt completeAttempt;
  final OAuthCallbackFunction function;

  Deployment() {
    this(INFUSIONSOFT);
  }

  /** With this element in place of the catalogue's own. */
  Deployment(Element element) {
    secrets.set(ACCOUNT, Map.of("organizationSecret", "org-secret", "userSecret", "user-secret"));
    secrets.set(APP, Map.of("apiKey", "app-key", "apiSecret", "app-secret"));
    InstantSource clock = () -> now;
    cloudElements = new ScriptedCloudElements(new CloudElementsAccount(secrets, ACCOUNT, clock));
    var catalogue = new Catalogue(List.of(element));
    journal = new RecordedJournal(clock);
    prepareExchange =
        new PrepareExchange(
            new InstanceTags("test"),
            catalogue,
            cloudElements,
            new RecordAccountCheck(accountChecks, journal.journal(), clock),
            new ProviderApps(secrets, "test/elements/", journal.journal(), clock),
            sealer,
            journal.journal());
    awaitOutcome =
        new AwaitOutcome(store, journal.journal(), clock, new Pause(time -> pause.accept(time)));
    storeInstance =
        new StoreInstance(
            store, store, journal.journal(), clock, new Pause(time -> pause.accept(time)));
    var concludeAttempt = new ConcludeAttempt(store, awaitOutcome, journal.journal());
    exchangeCode =
        new ExchangeCode(
            prepareExchange,
            concludeAttempt,
            awaitOutcome,
            store,
            new FindCreated(
                new FindInstances(new Inventory(cloudElements), new InstanceTags("test"), clock),
                new JudgeFinding(catalogue),
                journal.journal(),
                clock),
            storeInstance,
            journal.journal(),
            clock);
    finishAttempt =
        new FinishAttempt(catalogue, exchangeCode, concludeAttempt, awaitOutcome, clock);
    receiveCallback =
        new ReceiveCallback(store, catalogue, completions, finishAttempt, journal.journal(), clock);
    completeAttempt = new CompleteAttempt(store, completions, finishAttempt, clock);
    var instanceJson =
        new InstanceJson(
            catalogue,
            "https://api.cloud-elements.com/elements/api-v2",
            "https://my.cloud-elements.com");
    function =
        new OAuthCallbackFunction(
            new Wiring(
                new HttpApiAdapter(journal.journal(), clock),
                new CallbackEndpoint(receiveCallback, FRONTEND, clock),
                new CompleteEndpoint(
                    completeAttempt,
                    store,
                    instanceJson,
                    new CallerClaims("tenant", "sub"),
                    clock)));
  }

  /** Infusionsoft's element with another issuer and other callback parameters. */
  static Element element(@Nullable String issuer, List<CallbackParameter> callbackParameters) {
    return new Element(
        INFUSIONSOFT.key(),
        INFUSIONSOFT.ids(),
        issuer,
        INFUSIONSOFT.name(),
        INFUSIONSOFT.hub(),
        INFUSIONSOFT.authentication(),
        INFUSIONSOFT.authorizeHosts(),
        INFUSIONSOFT.properties(),
        callbackParameters,
        INFUSIONSOFT.scope(),
        INFUSIONSOFT.siteParameter());
  }

  /** Ann's attempt, begun at noon in the browser with the key, and stored. */
  Attempt begin() {
    return begin(request(ID));
  }

  Attempt begin(ConnectionRequest request) {
    var attempt = Attempt.begin(ID, ANN, request, BROWSER_KEY, NOON);
    store.put(attempt);
    return attempt;
  }

  ConnectionRequest request(AttemptId id) {
    return request(seal(id, Map.of("infusionsoft.private.key", PRIVATE_KEY)), SITE, RETURN_URL);
  }

  static ConnectionRequest request(
      @Nullable Sealed secretConfiguration, @Nullable String site, String returnUrl) {
    return new ConnectionRequest(
        "infusionsofterp",
        "Acme's Infusionsoft",
        List.of("trial"),
        Map.of("infusionsoft.server", SITE),
        secretConfiguration,
        List.of(),
        site,
        returnUrl,
        CALLBACK_URL);
  }

  /** Secret configuration, sealed for an attempt of Ann's tenant. */
  Sealed seal(AttemptId id, Map<String, String> secretConfiguration) {
    return sealer
        .prepare(new EncryptionContext(Purpose.CONFIGURATION, ANN.tenant(), id))
        .seal(Fields.encode(secretConfiguration));
  }

  /** The attempt as it lies in the store. */
  Attempt stored() {
    return store.attempt(ID);
  }

  /** When an invocation that begins now ends. */
  Instant deadline() {
    return now.plusMillis(FakeContext.WHOLE_MILLISECONDS);
  }

  /** Cloud Elements creates the instance and gives its token. */
  static Creation created() {
    return new Creation.Created(
        new RemoteInstance(INSTANCE_ID, "infusionsofterp", null, List.of(), Map.of(), TOKEN, true),
        TOKEN);
  }
}
