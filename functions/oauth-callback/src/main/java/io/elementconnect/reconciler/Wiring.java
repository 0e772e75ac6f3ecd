package io.elementconnect.reconciler;

import io.elementconnect.adoption.AdoptInstance;
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
import io.elementconnect.dynamodb.DynamoUnsettledAttempts;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.DirectInvocationAdapter;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.RecordAccountCheck;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the function together from its environment. */
record Wiring(
    DirectInvocationAdapter adapter,
    CheckAccount checkAccount,
    RepairDueAttempts repairDueAttempts,
    SweepInstances sweepInstances,
    ListNeedingOperator listNeedingOperator,
    SettleAttempt settleAttempt) {

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var catalogue = CatalogueFile.shipped();
    var ports = ports(settings, catalogue);
    var instanceTags = new InstanceTags(settings.deployment());
    settings.check();
    return of(ports.get(), instanceTags, catalogue);
  }

  static Wiring of(Ports ports, InstanceTags instanceTags, Catalogue catalogue) {
    var attempts = ports.attempts();
    var transitions = ports.transitions();
    var journal = ports.journal();
    var clock = ports.clock();
    var inventory = new Inventory(ports.cloudElements());
    var findInstances = new FindInstances(inventory, instanceTags, clock);
    var sealer = new Sealer(ports.dataKeys(), new SecureRandom());
    var adoptInstance = new AdoptInstance(transitions, sealer, journal, clock);
    var repairAttempt =
        new RepairAttempt(
            attempts,
            transitions,
            findInstances,
            new JudgeFinding(catalogue),
            adoptInstance,
            journal,
            clock);
    return new Wiring(
        new DirectInvocationAdapter(journal),
        new CheckAccount(
            ports.cloudElements(),
            ports.accountChecks(),
            new RecordAccountCheck(ports.accountChecks(), journal, clock),
            journal),
        new RepairDueAttempts(ports.unsettled(), repairAttempt, journal, clock),
        new SweepInstances(inventory, instanceTags, attempts, transitions, journal, clock),
        new ListNeedingOperator(ports.unsettled(), attempts),
        new SettleAttempt(attempts, transitions, findInstances, adoptInstance, journal, clock));
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
          new DynamoUnsettledAttempts(dynamoDb, attemptsTable),
          new DynamoAccountChecks(dynamoDb, attemptsTable),
          new KmsDataKeys(aws.kms(), sealingKey),
          new HttpCloudElements(cloudElementsUrl, account, catalogue.siteKeys(), clock),
          new Journal(System.out, deployment, clock),
          clock);
    };
  }
}
