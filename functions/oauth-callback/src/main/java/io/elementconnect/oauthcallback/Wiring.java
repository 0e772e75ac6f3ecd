package io.elementconnect.oauthcallback;

import io.elementconnect.cloudelements.HttpCloudElements;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoExchanges;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.dynamodb.DynamoUnsettled;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.DirectEdge;
import io.elementconnect.http.Edge;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.KmsDataKeys;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.SecretsManagerStore;
import io.elementconnect.settings.AwsClients;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the two functions of this module together. */
final class Wiring {
  private Wiring() {}

  record Callback(Edge edge, CallbackEndpoint callbacks, CompleteEndpoint completions) {}

  /**
   * What is set for the callback.
   *
   * @param accountSecret the name of the secret with the account's secrets
   * @param elementSecretsPrefix how the names of the elements' secrets begin
   * @param frontend where dead ends link to
   */
  record CallbackSettings(
      OurTags ourTags,
      String accountSecret,
      String elementSecretsPrefix,
      String cloudElementsUrl,
      String consoleUrl,
      String frontend,
      CallerClaims claims) {

    static CallbackSettings of(Settings settings) {
      return new CallbackSettings(
          new OurTags(settings.deployment()),
          settings.required("CLOUD_ELEMENTS_SECRET"),
          settings.required("ELEMENT_SECRETS_PREFIX"),
          settings.baseUrl("CLOUD_ELEMENTS_URL"),
          settings.baseUrl("CONSOLE_URL"),
          settings.urls("FRONTEND_ORIGINS").getFirst(),
          CallerClaims.of(settings));
    }
  }

  record Reconciler(
      DirectEdge edge,
      RepairDueAttempts repairDueAttempts,
      SweepInstances sweepInstances,
      ListWaiting listWaiting,
      SettleAttempt settleAttempt) {}

  /**
   * What is set for the reconciler.
   *
   * @param accountSecret the name of the secret with the account's secrets
   */
  record ReconcilerSettings(OurTags ourTags, String accountSecret) {

    static ReconcilerSettings of(Settings settings) {
      return new ReconcilerSettings(
          new OurTags(settings.deployment()), settings.required("CLOUD_ELEMENTS_SECRET"));
    }
  }

  static Callback callback(Map<String, String> environment) {
    var settings = new Settings(environment);
    var ports = ports(settings);
    var callbackSettings = CallbackSettings.of(settings);
    settings.check();
    return callback(ports.get(), callbackSettings, CatalogueFile.shipped());
  }

  static Callback callback(Ports ports, CallbackSettings settings, Catalogue catalogue) {
    var attempts = ports.attempts();
    var exchanges = ports.exchanges();
    var journal = ports.journal();
    var clock = ports.clock();
    var sealer = new Sealer(ports.dataKeys(), new SecureRandom());
    var prepareExchange =
        new PrepareExchange(
            settings.ourTags(),
            catalogue,
            new CloudElementsAccount(ports.secrets(), settings.accountSecret(), clock),
            new ProviderApps(ports.secrets(), settings.elementSecretsPrefix(), clock),
            sealer,
            journal);
    var awaitOutcome = new AwaitOutcome(attempts, journal, clock, ports.pause());
    var concludeAttempt = new ConcludeAttempt(exchanges, awaitOutcome, journal);
    var exchangeCode =
        new ExchangeCode(
            prepareExchange,
            concludeAttempt,
            awaitOutcome,
            exchanges,
            new StoreInstance(attempts, exchanges, journal, clock, ports.pause()),
            ports.cloudElements(),
            journal,
            clock);
    var finishAttempt =
        new FinishAttempt(catalogue, exchangeCode, concludeAttempt, awaitOutcome, clock);
    var completions = new Completions(sealer);
    var receiveCallback =
        new ReceiveCallback(attempts, catalogue, completions, finishAttempt, journal, clock);
    return new Callback(
        new Edge(journal, clock),
        new CallbackEndpoint(receiveCallback, settings.frontend(), clock),
        new CompleteEndpoint(
            new CompleteAttempt(attempts, completions, finishAttempt, clock),
            ports.instances(),
            new InstanceJson(catalogue, settings.cloudElementsUrl(), settings.consoleUrl()),
            settings.claims(),
            clock));
  }

  static Reconciler reconciler(Map<String, String> environment) {
    var settings = new Settings(environment);
    var ports = ports(settings);
    var reconcilerSettings = ReconcilerSettings.of(settings);
    settings.check();
    return reconciler(ports.get(), reconcilerSettings);
  }

  static Reconciler reconciler(Ports ports, ReconcilerSettings settings) {
    var attempts = ports.attempts();
    var exchanges = ports.exchanges();
    var journal = ports.journal();
    var clock = ports.clock();
    var account = new CloudElementsAccount(ports.secrets(), settings.accountSecret(), clock);
    var inventory = new Inventory(ports.cloudElements(), account);
    var findInstances = new FindInstances(inventory, settings.ourTags());
    var adoptInstance =
        new AdoptInstance(
            exchanges, new Sealer(ports.dataKeys(), new SecureRandom()), journal, clock);
    var repairAttempt =
        new RepairAttempt(attempts, exchanges, findInstances, adoptInstance, journal, clock);
    return new Reconciler(
        new DirectEdge(journal),
        new RepairDueAttempts(ports.unsettled(), repairAttempt, journal, clock),
        new SweepInstances(inventory, settings.ourTags(), attempts, exchanges, journal, clock),
        new ListWaiting(ports.unsettled(), attempts),
        new SettleAttempt(attempts, exchanges, findInstances, adoptInstance, journal, clock));
  }

  /** Reads what the ports need; they are to be made once nothing is wrong with the settings. */
  static Supplier<Ports> ports(Settings settings) {
    var deployment = settings.deployment();
    var attemptsTable = settings.required("ATTEMPTS_TABLE");
    var instancesTable = settings.required("INSTANCES_TABLE");
    var sealingKey = settings.required("SEALING_KEY");
    var cloudElementsUrl = settings.baseUrl("CLOUD_ELEMENTS_URL");
    var aws = new AwsClients(settings);
    return () -> {
      var clock = InstantSource.system();
      var dynamoDb = aws.dynamoDb();
      return new Ports(
          new DynamoAttempts(dynamoDb, attemptsTable),
          new DynamoExchanges(dynamoDb, attemptsTable, instancesTable),
          new DynamoUnsettled(dynamoDb, attemptsTable),
          new DynamoInstances(dynamoDb, instancesTable),
          new SecretsManagerStore(aws.secretsManager()),
          new KmsDataKeys(aws.kms(), sealingKey),
          new HttpCloudElements(cloudElementsUrl, clock),
          new Journal(System.out, deployment, clock),
          clock,
          Pause.ASLEEP);
    };
  }
}
