package io.elementconnect.local;

import io.elementconnect.aws.AwsClients;
import io.elementconnect.local.aws.AwsServer;
import io.elementconnect.local.gateway.Gateway;
import io.elementconnect.local.journeys.Stack;
import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.SealingKey;
import io.elementconnect.local.template.SecretResource;
import io.elementconnect.local.template.Template;
import io.elementconnect.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The AWS side alone, with the tables of the template, for the tests of adapters: one for all tests
 * of this JVM.
 */
public final class AwsPart {
  private static final AwsPart SHARED = new AwsPart();

  private final AwsServer server;
  private final Template template;

  private AwsPart() {
    template =
        Template.read(
            Stack.root().resolve("template.yaml"), LocalStack.parameters(new Ports(1)), "adapters");
    try {
      server = AwsServer.start(0, template.roles());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    TableCreation.create(server.endpoint(), template.tables());
    template.keys().stream().map(SealingKey::keyId).forEach(server.kms()::createKey);
    template.secrets().forEach(this::create);
  }

  /** The running part. */
  public static AwsPart shared() {
    return SHARED;
  }

  /** What runs here. */
  public Template template() {
    return template;
  }

  /** The clients as a function makes them, with permission for everything. */
  public AwsClients clients() {
    var environment = new HashMap<>(environment());
    environment.put("AWS_ACCESS_KEY_ID", "administrator");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    return new AwsClients(new Settings(environment));
  }

  /** The clients as this very function makes them. */
  public AwsClients clientsOf(String functionLogicalId) {
    var function =
        template.functions().stream()
            .filter(candidate -> candidate.logicalId().equals(functionLogicalId))
            .findFirst()
            .orElseThrow();
    return new AwsClients(new Settings(Gateway.environment(function, environment())));
  }

  /** The permissions that a function's clients needed. */
  public Set<String> usedPermissions() {
    return server.usedPermissions();
  }

  public String attemptsTable() {
    return template.tables().getFirst().name();
  }

  public String instancesTable() {
    return template.tables().getLast().name();
  }

  /** A key that no other test has. */
  public String newKey() {
    return server.kms().createKey(UUID.randomUUID().toString());
  }

  /** A secret without a value that no other test has. */
  public String newSecret() {
    var name = "secret-" + UUID.randomUUID();
    server
        .secrets()
        .createSecret(name, Account.arn("secretsmanager", "secret:" + name + "-AbCdEf"));
    return name;
  }

  private Map<String, String> environment() {
    return Map.of("AWS_REGION", Account.REGION, "AWS_ENDPOINT_URL", server.endpoint().toString());
  }

  private void create(SecretResource secret) {
    server.secrets().createSecret(secret.name(), secret.arn());
    server.secrets().putSecretValue(secret.name(), "{}");
  }

  /** Gives a secret a value. */
  public void fill(String secret, String json) {
    server.secrets().putSecretValue(secret, json);
  }
}
