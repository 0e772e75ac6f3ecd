package io.elementconnect.local.aws;

import io.elementconnect.local.server.Forwarder;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.template.ExecutionRole;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * DynamoDB, Secrets Manager and KMS on one port of 127.0.0.1, for SDK clients whose endpoint is
 * {@link #endpoint()}. Any region will do. A request must be signed, but the signature is not
 * checked: an access key that is the logical id of a role may do what the role allows, any other is
 * the administrator's and may do everything. Tables, secrets and keys live in memory until {@link
 * #close()}.
 *
 * <p>The system property {@code dynamodb.endpoint} may name a DynamoDB engine of this machine to
 * use in the place of a dynoxide process; its tables may live longer.
 */
public final class AwsServer implements AutoCloseable {
  // What DynamoDB takes at most in one request: 16 MB, of BatchWriteItem.
  private static final int BODY_LIMIT = 16 * 1024 * 1024;

  private final SecretsManager secrets = new SecretsManager(InstantSource.system());
  private final Kms kms = new Kms();
  private final AwsFaults faults = new AwsFaults();
  private final Guarded.Roles roles;
  private final Router router;
  private final DynamoDbEngine dynamoDb;
  private final Forwarder toDynamoDb;
  private final LoopbackServer server;

  private AwsServer(DynamoDbEngine dynamoDb, Forwarder toDynamoDb, int port, Guarded.Roles roles)
      throws IOException {
    this.roles = roles;
    this.dynamoDb = dynamoDb;
    this.toDynamoDb = toDynamoDb;
    Map<String, Service> services =
        Map.of(
            "DynamoDB_20120810",
                service(ErrorForm.DYNAMODB, new DynamoDb(toDynamoDb), DynamoDb::needed),
            "secretsmanager",
                service(ErrorForm.SECRETS_MANAGER, secrets.service(), secrets::needed),
            "TrentService", service(ErrorForm.KMS, kms.service(), kms::needed));
    this.router = new Router(services);
    this.server = LoopbackServer.start(port, BODY_LIMIT, router);
  }

  private Service service(ErrorForm form, Service service, Guarded.Needs needs) {
    return faults.around(new Guarded(service, needs, roles, form), form);
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @param roles who is held to their permissions
   * @throws IOException when the port is taken; nothing is left running
   * @throws IllegalArgumentException when the named engine is not on this machine
   * @throws IllegalStateException when there is no engine; nothing is left running
   */
  public static AwsServer start(int port, List<ExecutionRole> roles) throws IOException {
    var dynamoDb = DynamoDbEngine.start(System.getProperty("dynamodb.endpoint", ""));
    var toDynamoDb = new Forwarder(dynamoDb.endpoint());
    try {
      return new AwsServer(dynamoDb, toDynamoDb, port, new Guarded.Roles(roles));
    } catch (IOException | RuntimeException e) {
      toDynamoDb.close();
      dynamoDb.close();
      throw e;
    }
  }

  public int port() {
    return server.port();
  }

  /** {@code http://localhost:<port>}, the endpoint to override in every SDK client. */
  public URI endpoint() {
    return URI.create("http://localhost:" + port());
  }

  /**
   * DynamoDB itself, to read the tables from outside: what is done there counts as no call, needs
   * no permission and meets no fault.
   */
  public URI dynamoDb() {
    return dynamoDb.endpoint();
  }

  /** The secrets, for whoever sets the server up. What is done here directly counts as no call. */
  public SecretsManager secrets() {
    return secrets;
  }

  /** The keys, for whoever sets the server up. What is done here directly counts as no call. */
  public Kms kms() {
    return kms;
  }

  /** What the next requests get instead of their answers. Throttling exists only here. */
  public AwsFaults faults() {
    return faults;
  }

  /**
   * How many signed requests each operation got since the start or the last {@link #resetCalls()},
   * refused and faulted ones and the clients' own retries included: {@code
   * DynamoDB_20120810.GetItem} -> 3. A request counts before it is answered. Operations without a
   * call are absent.
   */
  public SortedMap<String, Integer> calls() {
    return router.calls();
  }

  public void resetCalls() {
    router.resetCalls();
  }

  /**
   * The permissions that a request needed since the start, one a line: role, action, resource,
   * condition.
   */
  public SortedSet<String> usedPermissions() {
    return roles.used();
  }

  /** Stops listening and forgets everything. */
  @Override
  public void close() {
    server.close();
    toDynamoDb.close();
    dynamoDb.close();
  }
}
