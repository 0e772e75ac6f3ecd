package io.elementconnect.instancemetadata;

import io.elementconnect.aws.AwsClients;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.dynamodb.DynamoInstances;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.journal.Journal;
import io.elementconnect.settings.Settings;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together from its environment. */
record Wiring(HttpApiAdapter adapter, AttemptEndpoint attempts, InstanceEndpoint instances) {

  static Wiring of(Map<String, String> environment) {
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
    return new Wiring(
        new HttpApiAdapter(new Journal(System.out, deployment, clock), clock),
        new AttemptEndpoint(new DynamoAttempts(dynamoDb, attemptsTable), claims, clock),
        new InstanceEndpoint(new DynamoInstances(dynamoDb, instancesTable), instanceJson, claims));
  }
}
