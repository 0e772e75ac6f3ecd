package io.elementconnect.local;

import io.elementconnect.local.aws.AwsServer;
import io.elementconnect.local.journeys.Stack;
import io.elementconnect.local.template.Template;
import io.elementconnect.settings.AwsClients;
import io.elementconnect.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
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
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    try {
      server = AwsServer.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    template =
        Template.read(
            Stack.root().resolve("template.yaml"), LocalStack.parameters(new Ports(1)), "adapters");
    Tables.create(server.endpoint(), template.tables());
  }

  /** The running part. */
  public static AwsPart shared() {
    return SHARED;
  }

  /** The clients as a function makes them. */
  public AwsClients clients() {
    var environment =
        Map.of("AWS_REGION", LocalStack.REGION, "AWS_ENDPOINT_URL", server.endpoint().toString());
    return new AwsClients(new Settings(environment));
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
    var _ = server.secrets().createSecret(name);
    return name;
  }

  /** Gives a secret a value. */
  public void fill(String secret, String json) {
    server.secrets().putSecretValue(secret, json);
  }
}
