package io.elementconnect.local;

import io.elementconnect.local.aws.AwsServer;
import io.elementconnect.local.frontend.FrontendServer;
import io.elementconnect.local.gateway.Gateway;
import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.issuer.Issuer;
import io.elementconnect.local.simulator.Simulator;
import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.SealingKey;
import io.elementconnect.local.template.SecretResource;
import io.elementconnect.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything on loopback: the functions behind a gateway, each under its role, all as the template
 * says, and what they talk to. The secrets are set, so that an attempt can be started at once.
 */
public final class LocalStack implements AutoCloseable {
  private static final String STACK_NAME = "local";

  private final Ports ports;
  private final Set<String> everInUse = ConcurrentHashMap.newKeySet();
  private volatile VendorSecrets credentials;
  private final Template template;
  private final AwsServer aws;
  private final Simulator simulator;
  private final Gateway gateway;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /**
   * Starts every part.
   *
   * @param template the path of {@code template.yaml}
   * @throws IOException when a port is taken; nothing is left running
   * @throws io.elementconnect.local.template.TemplateException when the template cannot be used
   */
  public static LocalStack start(Ports ports, Path template) throws IOException {
    return new LocalStack(ports, Template.read(template, parameters(ports), STACK_NAME));
  }

  private LocalStack(Ports ports, Template template) throws IOException {
    this.ports = ports;
    this.template = template;
    this.credentials = inUse(VendorSecrets.random());
    var clock = InstantSource.system();
    try {
      aws = started(AwsServer.start(ports.aws(), template.roles()));
      TableCreation.create(aws.endpoint(), template.tables());
      template.keys().stream().map(SealingKey::keyId).forEach(aws.kms()::createKey);
      template.secrets().forEach(this::fill);
      simulator =
          started(
              Simulator.start(
                  ports.simulator(), credentials.accounts(apiUrl() + "/oauth/callback"), clock));
      started(FrontendServer.start(ports.frontend(), apiUrl(), Issuer.AUDIENCE, clock));
      var api = new Api(template.functions(), template.routes(), template.cors());
      gateway = started(Gateway.start(ports.api(), api, awsEnvironment(), clock));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Has new code serve every invocation that begins from now on; what is under way ends on the old.
   *
   * @param code has the classes of the functions
   * @throws IllegalArgumentException when a function can't be made; the old ones stay
   */
  public void reload(ClassLoader code) {
    gateway.reload(code);
  }

  /** From now on the functions are also invoked by the schedules of the template. */
  public void runSchedules() {
    gateway.run(template.schedules());
  }

  public String apiUrl() {
    return url(ports.api());
  }

  public String frontendUrl() {
    return url(ports.frontend());
  }

  public Simulator simulator() {
    return simulator;
  }

  public AwsServer aws() {
    return aws;
  }

  /** Gives the user at Cloud Elements another secret and stores it in Secrets Manager. */
  public void rotateUserSecret() {
    credentials = inUse(credentials.withRandomUserSecret());
    simulator.rotateUserSecret(VendorSecrets.USER_ID, credentials.userSecret());
    template.secrets().forEach(this::putValue);
  }

  /** Forgets what Cloud Elements has, every secret and every fault; its user gets a new secret. */
  public void reset() {
    simulator.reset();
    aws.faults().clear();
    everInUse.clear();
    rotateUserSecret();
  }

  /** What runs here, with every value that the template leaves open. */
  public Template template() {
    return template;
  }

  /** Every secret that was in use here since the start or the last reset. */
  public Set<String> secrets() {
    var all = new HashSet<>(simulator.ledger().secrets());
    all.addAll(everInUse);
    return all;
  }

  /** The environment variables of every function: where AWS is. */
  public Map<String, String> awsEnvironment() {
    return Map.of("AWS_REGION", Account.REGION, "AWS_ENDPOINT_URL", url(ports.aws()));
  }

  /** Stops everything, the last part first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the stack did not stop", e);
      }
    }
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  private VendorSecrets inUse(VendorSecrets given) {
    everInUse.addAll(given.all());
    return given;
  }

  private void fill(SecretResource secret) {
    aws.secrets().createSecret(secret.name(), secret.arn());
    putValue(secret);
  }

  private void putValue(SecretResource secret) {
    var isApp = secret.name().contains("/elements/");
    aws.secrets()
        .putSecretValue(
            secret.name(), isApp ? credentials.providerApp() : credentials.cloudElements());
  }

  static Map<String, String> parameters(Ports ports) {
    var frontend = url(ports.frontend());
    var otherSite = "http://127.0.0.1:" + ports.frontend();
    return Map.of(
        "Issuer",
        frontend,
        "Audience",
        Issuer.AUDIENCE,
        "TenantClaim",
        "tenant",
        "CloudElementsUrl",
        url(ports.simulator()) + "/elements/api-v2",
        "PublicBaseUrl",
        url(ports.api()),
        "FrontendOrigins",
        frontend + "," + otherSite,
        "ReturnUrls",
        frontend + "/," + otherSite + "/");
  }

  private static String url(int port) {
    return "http://localhost:" + port;
  }
}
