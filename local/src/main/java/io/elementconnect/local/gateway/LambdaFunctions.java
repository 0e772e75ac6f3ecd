package io.elementconnect.local.gateway;

import io.elementconnect.local.gateway.Invocation.Failed;
import io.elementconnect.local.gateway.Invocation.Returned;
import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.FunctionResource;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The functions, each with one handler that serves all its invocations, also at the same time. They
 * keep Lambda's timeout and its <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">payload
 * quotas</a>.
 */
final class LambdaFunctions implements AutoCloseable {
  /** The most bytes of an event. */
  static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;

  static final String LATEST = "$LATEST";

  // The quota is 6 MB; the runtime allows 100 bytes more.
  private static final int RESULT_LIMIT = PAYLOAD_LIMIT + 100;

  private final Map<String, String> environment;
  private volatile Map<String, Deployed> deployed;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private LambdaFunctions(
      Map<String, Deployed> deployed, Map<String, String> environment, InstantSource clock) {
    this.deployed = deployed;
    this.environment = environment;
    this.clock = clock;
  }

  private record Deployed(FunctionResource function, LambdaHandler handler) {}

  /**
   * Makes all handlers.
   *
   * @param environment goes to each of them and wins over the function's own
   * @throws IllegalArgumentException when a handler can't be made
   */
  static LambdaFunctions load(
      List<FunctionResource> functions, Map<String, String> environment, InstantSource clock) {
    var code = LambdaFunctions.class.getClassLoader();
    return new LambdaFunctions(deploy(functions, environment, code), environment, clock);
  }

  private static Map<String, Deployed> deploy(
      Collection<FunctionResource> functions, Map<String, String> environment, ClassLoader code) {
    var deployed = new LinkedHashMap<String, Deployed>();
    for (FunctionResource function : functions) {
      var variables = Gateway.environment(function, environment);
      var handler = LambdaHandler.load(function.handler(), variables, code);
      deployed.put(function.name(), new Deployed(function, handler));
    }
    return deployed;
  }

  /**
   * Makes all handlers anew and then has them serve every invocation that begins; what is under way
   * ends on the old ones. As in Lambda nobody closes what a handler holds: the SDK's idle threads
   * stay, its classes do not.
   *
   * @param code has the classes of the handlers
   * @throws IllegalArgumentException when a handler can't be made; the old ones stay
   */
  void reload(ClassLoader code) {
    var functions = deployed.values().stream().map(Deployed::function).toList();
    deployed = deploy(functions, environment, code);
  }

  String nameOf(String logicalId) {
    return deployed.values().stream()
        .map(Deployed::function)
        .filter(function -> function.logicalId().equals(logicalId))
        .map(FunctionResource::name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no function " + logicalId + "."));
  }

  String arn(String name) {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(environment.getOrDefault("AWS_REGION", Account.REGION), Account.ID, name);
  }

  /**
   * Begins an invocation; its timeout runs from now. Nothing when there is no such function.
   *
   * @param qualifier {@link #LATEST} or an alias
   */
  Optional<Future<Invocation>> invoke(String name, String qualifier, byte[] payload) {
    return Optional.ofNullable(deployed.get(name))
        .map(found -> threads.submit(() -> run(found, qualifier, payload)));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Invocation run(Deployed found, String qualifier, byte[] payload)
      throws InterruptedException {
    var function = found.function();
    var context = context(function, qualifier);
    var running = threads.submit(() -> found.handler().handle(payload, context));
    try {
      var result = running.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return result.length <= RESULT_LIMIT ? new Returned(result) : tooLarge();
    } catch (ExecutionException e) {
      var thrown = Objects.requireNonNull(e.getCause());
      thrown.printStackTrace(System.out);
      return Failed.of(thrown);
    } catch (TimeoutException e) {
      running.cancel(true);
      return timedOut(function, context);
    }
  }

  private InvocationContext context(FunctionResource function, String qualifier) {
    var arn = arn(function.name());
    return new InvocationContext(
        UUID.randomUUID().toString(),
        function.name(),
        qualifier,
        qualifier.equals(LATEST) ? arn : arn + ":" + qualifier,
        clock.instant().plus(function.timeout()),
        clock);
  }

  private static Failed tooLarge() {
    return new Failed(
        "Response payload size exceeded maximum allowed payload size (" + RESULT_LIMIT + " bytes).",
        "Function.ResponseSizeTooLarge",
        List.of());
  }

  private static Failed timedOut(FunctionResource function, InvocationContext context) {
    var message =
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            context.requestId(),
            function.timeout().toMillis() / 1000.0);
    context.getLogger().log(message);
    return new Failed(message, "Sandbox.Timedout", List.of());
  }
}
