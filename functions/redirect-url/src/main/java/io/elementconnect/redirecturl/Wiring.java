package io.elementconnect.redirecturl;

import io.elementconnect.aws.AwsClients;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.aws.SecretsManagerStore;
import io.elementconnect.cloudelements.http.HttpOAuthUrls;
import io.elementconnect.dynamodb.DynamoAccountChecks;
import io.elementconnect.dynamodb.DynamoAttempts;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** Puts the function together from its environment. */
record Wiring(HttpApiAdapter adapter, StartEndpoint starts) {

  static Wiring of(Map<String, String> environment) {
    var settings = new Settings(environment);
    var deployment = settings.deployment();
    var attemptsTable = settings.required("ATTEMPTS_TABLE");
    var sealingKey = settings.required("SEALING_KEY");
    var cloudElementsUrl = settings.baseUrl("CLOUD_ELEMENTS_URL");
    var elementSecretsPrefix = settings.required("ELEMENT_SECRETS_PREFIX");
    var start =
        new StartSettings(
            CallerClaims.of(settings),
            settings.optionalBaseUrl("PUBLIC_BASE_URL"),
            settings.urls("RETURN_URLS"));
    var aws = new AwsClients(settings);
    settings.check();

    var clock = InstantSource.system();
    var random = new SecureRandom();
    var journal = new Journal(System.out, deployment, clock);
    var startAttempt =
        new StartAttempt(
            new ProviderApps(
                new SecretsManagerStore(aws.secretsManager()),
                elementSecretsPrefix,
                journal,
                clock),
            new AccountReadiness(
                new DynamoAccountChecks(aws.dynamoDb(), attemptsTable), journal, clock),
            new HttpOAuthUrls(cloudElementsUrl),
            new AuthorizeUrl(cloudElementsUrl),
            new Sealer(new KmsDataKeys(aws.kms(), sealingKey), random),
            new DynamoAttempts(aws.dynamoDb(), attemptsTable),
            journal,
            random,
            clock);
    return new Wiring(
        new HttpApiAdapter(journal, clock),
        new StartEndpoint(CatalogueFile.shipped(), start, startAttempt, random, clock));
  }
}
