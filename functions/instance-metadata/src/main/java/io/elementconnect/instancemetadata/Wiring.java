package io.elementconnect.instancemetadata;

import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.DirectEdge;
import io.elementconnect.http.Edge;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.KmsDataKeys;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.SecretsManagerStore;
import io.elementconnect.settings.AwsClients;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the two functions of this module together from their environments. */
final class Wiring {
  private Wiring() {}

  record Metadata(Edge edge, AttemptEndpoint attempts, InstanceEndpoint instances) {}

  record Token(DirectEdge edge, ReadToken readToken) {}

  static Metadata metadata(Map<String, String> environment) {
    var settings = new Settings(environment);
    var deployment = settings.deployment();
    var attemptsTable = settings.required("ATTEMPTS_TABLE");
    var instancesTable = settings.required("INSTANCES_TABLE");
    var cloudElementsUrl = settings.baseUrl("CLOUD_ELEMENTS_URL");
    var consoleUrl = settings.baseUrl("CONSOLE_URL");
    var claims = CallerClaims.of(settings);
    var aws = new AwsClients(settings);
    settings.check();

    var clock = InstantSource.system();
    var dynamoDb = aws.dynamoDb();
    var instanceJson = new InstanceJson(CatalogueFile.shipped(), cloudElementsUrl, consoleUrl);
    return new Metadata(
        new Edge(new Journal(System.out, deployment, clock), clock),
        new AttemptEndpoint(new DynamoAttempts(dynamoDb, attemptsTable), claims, clock),
        new InstanceEndpoint(new DynamoInstances(dynamoDb, instancesTable), instanceJson, claims));
  }

  static Token token(Map<String, String> environment) {
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
    return new Token(new DirectEdge(journal), readToken);
  }
}
