package io.elementconnect.instancetoken;

import io.elementconnect.aws.AwsClients;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.aws.SecretsManagerStore;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.http.DirectInvocationAdapter;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together from its environment. */
record Wiring(DirectInvocationAdapter adapter, ReadToken readToken) {

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var deployment = settings.deployment();
    var instancesTable = settings.required("INSTANCES_TABLE");
    var sealingKey = settings.required("SEALING_KEY");
    var cloudElementsSecret = settings.required("CLOUD_ELEMENTS_SECRET");
    var aws = new AwsClients(settings);
    settings.check();

    var clock = InstantSource.system();
    var journal = new Journal(System.out, deployment, clock);
    var store = new SecretsManagerStore(aws.secretsManager());
    var readToken =
        new ReadToken(
            new DynamoInstances(aws.dynamoDb(), instancesTable),
            new Sealer(new KmsDataKeys(aws.kms(), sealingKey), new SecureRandom()),
            new CloudElementsAccount(store, cloudElementsSecret, clock),
            journal);
    return new Wiring(new DirectInvocationAdapter(journal), readToken);
  }
}
