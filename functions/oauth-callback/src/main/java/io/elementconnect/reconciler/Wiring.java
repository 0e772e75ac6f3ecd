package io.elementconnect.reconciler;

import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.aws.SecretsManagerStore;
import io.elementconnect.cloudelements.http.HttpCloudElements;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoExchanges;
import io.elementconnect.dynamodb.DynamoUnsettled;
import io.elementconnect.http.DirectEdge;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the function together from its environment. */
record Wiring(
    DirectEdge edge,
    RepairDueAttempts repairDueAttempts,
    SweepInstances sweepInstances,
    ListWaiting listWaiting,
    SettleAttempt settleAttempt) {

  /**
   * What is set for the reconciler.
   *
   * @param accountSecret the name of the secret with the account's secrets
   */
  record ReconcilerSettings(InstanceTags instanceTags, String accountSecret) {

    static ReconcilerSettings of(Settings settings) {
      return new ReconcilerSettings(
          new InstanceTags(settings.deployment()), settings.required("CLOUD_ELEMENTS_SECRET"));
    }
  }

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var ports = ports(settings);
    var reconcilerSettings = ReconcilerSettings.of(settings);
    settings.check();
    return of(ports.get(), reconcilerSettings);
  }

  static Wiring of(Ports ports, ReconcilerSettings settings) {
    var attempts = ports.attempts();
    var exchanges = ports.exchanges();
    var journal = ports.journal();
    var clock = ports.clock();
    var account = new CloudElementsAccount(ports.secrets(), settings.accountSecret(), clock);
    var inventory = new Inventory(ports.cloudElements(), account);
    var findInstances = new FindInstances(inventory, settings.instanceTags());
    var sealer = new Sealer(ports.dataKeys(), new SecureRandom());
    var adoptInstance = new AdoptInstance(exchanges, sealer, journal, clock);
    var repairAttempt =
        new RepairAttempt(attempts, exchanges, findInstances, adoptInstance, journal, clock);
    return new Wiring(
        new DirectEdge(journal),
        new RepairDueAttempts(ports.unsettled(), repairAttempt, journal, clock),
        new SweepInstances(inventory, settings.instanceTags(), attempts, exchanges, journal, clock),
        new ListWaiting(ports.unsettled(), attempts),
        new SettleAttempt(attempts, exchanges, findInstances, adoptInstance, journal, clock));
  }

  /** Reads what the ports need; they are made once {@link Settings#check} has found no problem. */
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
          new SecretsManagerStore(aws.secretsManager()),
          new KmsDataKeys(aws.kms(), sealingKey),
          new HttpCloudElements(cloudElementsUrl, clock),
          new Journal(System.out, deployment, clock),
          clock);
    };
  }
}
