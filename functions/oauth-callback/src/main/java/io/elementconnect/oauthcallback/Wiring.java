package io.elementconnect.oauthcallback;

import io.elementconnect.adoption.FindInstances;
import io.elementconnect.adoption.Inventory;
import io.elementconnect.adoption.JudgeFinding;
import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.aws.SecretsManagerStore;
import io.elementconnect.cloudelements.http.HttpCloudElements;
import io.elementconnect.dynamodb.DynamoAccountChecks;
import io.elementconnect.dynamodb.DynamoAttemptTransitions;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.RecordAccountCheck;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the function together from its environment. */
record Wiring(HttpApiAdapter adapter, CallbackEndpoint callbacks, CompleteEndpoint completions) {

  /**
   * What is set for the callback.
   *
   * @param elementSecretsPrefix how the names of the elements' secrets begin
   * @param frontend where dead ends link to
   */
  record CallbackSettings(
      InstanceTags instanceTags,
      String elementSecretsPrefix,
      String cloudElementsUrl,
      String consoleUrl,
      String frontend,
      CallerClaims claims) {

    static CallbackSettings of(Settings settings) {
      return new CallbackSettings(
          new InstanceTags(settings.deployment()),
          settings.required("ELEMENT_SECRETS_PREFIX"),
          settings.baseUrl("CLOUD_ELEMENTS_URL"),
          settings.baseUrl("CONSOLE_URL"),
          settings.urls("FRONTEND_ORIGINS").getFirst(),
          CallerClaims.of(settings));
    }
  }

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var catalogue = CatalogueFile.shipped();
    var ports = ports(settings, catalogue);
    var callbackSettings = CallbackSettings.of(settings);
    settings.check();
    return of(ports.get(), callbackSettings, catalogue);
  }

  static Wiring of(Ports ports, CallbackSettings settings, Catalogue catalogue) {
    var attempts = ports.attempts();
    var journal = ports.journal();
    var clock = ports.clock();
    var sealer = new Sealer(ports.dataKeys(), new SecureRandom());
    var completions = new Completions(sealer);
    var prepareExchange = prepareExchange(ports, settings, catalogue, sealer);
    var findCreated =
        new FindCreated(
            new FindInstances(new Inventory(ports.cloudElements()), settings.instanceTags(), clock),
            new JudgeFinding(catalogue),
            journal,
            clock);
    var finishAttempt = finishAttempt(ports, catalogue, prepareExchange, findCreated);
    var receiveCallback =
        new ReceiveCallback(attempts, catalogue, completions, finishAttempt, journal, clock);
    var completeAttempt = new CompleteAttempt(attempts, completions, finishAttempt, clock);
    var instanceJson =
        new InstanceJson(catalogue, settings.cloudElementsUrl(), settings.consoleUrl());
    return new Wiring(
        new HttpApiAdapter(journal, clock),
        new CallbackEndpoint(receiveCallback, settings.frontend(), clock),
        new CompleteEndpoint(
            completeAttempt, ports.instances(), instanceJson, settings.claims(), clock));
  }

  private static PrepareExchange prepareExchange(
      Ports ports, CallbackSettings settings, Catalogue catalogue, Sealer sealer) {
    return new PrepareExchange(
        settings.instanceTags(),
        catalogue,
        ports.cloudElements(),
        new RecordAccountCheck(ports.accountChecks(), ports.journal(), ports.clock()),
        new ProviderApps(
            ports.secrets(), settings.elementSecretsPrefix(), ports.journal(), ports.clock()),
        sealer,
        ports.journal());
  }

  private static FinishAttempt finishAttempt(
      Ports ports, Catalogue catalogue, PrepareExchange prepareExchange, FindCreated findCreated) {
    var attempts = ports.attempts();
    var transitions = ports.transitions();
    var journal = ports.journal();
    var clock = ports.clock();
    var awaitOutcome = new AwaitOutcome(attempts, journal, clock, ports.pause());
    var concludeAttempt = new ConcludeAttempt(transitions, awaitOutcome, journal);
    var storeInstance = new StoreInstance(attempts, transitions, journal, clock, ports.pause());
    var exchangeCode =
        new ExchangeCode(
            prepareExchange,
            concludeAttempt,
            awaitOutcome,
            transitions,
            findCreated,
            storeInstance,
            journal,
            clock);
    return new FinishAttempt(catalogue, exchangeCode, concludeAttempt, awaitOutcome, clock);
  }

  /** Reads what the ports need; they are made once {@link Settings#check} has found no problem. */
  static Supplier<Ports> ports(Settings settings, Catalogue catalogue) {
    var deployment = settings.deployment();
    var attemptsTable = settings.required("ATTEMPTS_TABLE");
    var instancesTable = settings.required("INSTANCES_TABLE");
    var sealingKey = settings.required("SEALING_KEY");
    var cloudElementsUrl = settings.baseUrl("CLOUD_ELEMENTS_URL");
    var accountSecret = settings.required("CLOUD_ELEMENTS_SECRET");
    var aws = new AwsClients(settings);
    return () -> {
      var clock = InstantSource.system();
      var dynamoDb = aws.dynamoDb();
      var secrets = new SecretsManagerStore(aws.secretsManager());
      var account = new CloudElementsAccount(secrets, accountSecret, clock);
      return new Ports(
          new DynamoAttempts(dynamoDb, attemptsTable),
          new DynamoAttemptTransitions(dynamoDb, attemptsTable, instancesTable),
          new DynamoInstances(dynamoDb, instancesTable),
          secrets,
          new DynamoAccountChecks(dynamoDb, attemptsTable),
          new KmsDataKeys(aws.kms(), sealingKey),
          new HttpCloudElements(cloudElementsUrl, account, catalogue.siteKeys(), clock),
          new Journal(System.out, deployment, clock),
          clock,
          Pause.ASLEEP);
    };
  }
}
