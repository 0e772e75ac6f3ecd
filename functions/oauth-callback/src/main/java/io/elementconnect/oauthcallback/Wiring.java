package io.elementconnect.oauthcallback;

import io.elementconnect.cloudelements.HttpCloudElements;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoExchanges;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
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

/** Puts the function together from its environment. */
record Wiring(Edge edge, CallbackEndpoint callbacks, CompleteEndpoint completions) {

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var deployment = settings.deployment();
    var attemptsTable = settings.required("ATTEMPTS_TABLE");
    var instancesTable = settings.required("INSTANCES_TABLE");
    var sealingKey = settings.required("SEALING_KEY");
    var cloudElementsUrl = settings.baseUrl("CLOUD_ELEMENTS_URL");
    var cloudElementsSecret = settings.required("CLOUD_ELEMENTS_SECRET");
    var elementSecretsPrefix = settings.required("ELEMENT_SECRETS_PREFIX");
    var frontend = settings.urls("FRONTEND_ORIGINS").getFirst();
    var consoleUrl = settings.baseUrl("CONSOLE_URL");
    var claims = CallerClaims.of(settings);
    var aws = new AwsClients(settings);
    settings.check();

    var clock = InstantSource.system();
    var journal = new Journal(System.out, deployment, clock);
    var catalogue = CatalogueFile.shipped();
    var dynamoDb = aws.dynamoDb();
    var attempts = new DynamoAttempts(dynamoDb, attemptsTable);
    var exchanges = new DynamoExchanges(dynamoDb, attemptsTable, instancesTable);
    var sealer = new Sealer(new KmsDataKeys(aws.kms(), sealingKey), new SecureRandom());
    var store = new SecretsManagerStore(aws.secretsManager());
    var prepareExchange =
        new PrepareExchange(
            deployment,
            catalogue,
            new CloudElementsAccount(store, cloudElementsSecret, clock),
            new ProviderApps(store, elementSecretsPrefix, clock),
            sealer,
            journal);
    var awaitOutcome = new AwaitOutcome(attempts, journal, clock, Pause.ASLEEP);
    var concludeAttempt = new ConcludeAttempt(exchanges, awaitOutcome, journal);
    var exchangeCode =
        new ExchangeCode(
            prepareExchange,
            concludeAttempt,
            awaitOutcome,
            exchanges,
            new StoreInstance(attempts, exchanges, journal, clock, Pause.ASLEEP),
            new HttpCloudElements(cloudElementsUrl),
            journal,
            clock);
    var finishAttempt =
        new FinishAttempt(catalogue, exchangeCode, concludeAttempt, awaitOutcome, clock);
    var completions = new Completions(sealer);
    return new Wiring(
        new Edge(journal, clock),
        new CallbackEndpoint(
            new ReceiveCallback(attempts, catalogue, completions, finishAttempt, journal, clock),
            frontend,
            clock),
        new CompleteEndpoint(
            new CompleteAttempt(attempts, completions, finishAttempt, clock),
            new DynamoInstances(dynamoDb, instancesTable),
            new InstanceJson(catalogue, cloudElementsUrl, consoleUrl),
            claims,
            clock));
  }
}
