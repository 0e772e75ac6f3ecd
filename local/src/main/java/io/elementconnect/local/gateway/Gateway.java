package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.FunctionResource;
import io.elementconnect.local.template.HttpApiResource.Cors;
import io.elementconnect.local.template.RouteEvent;
import io.elementconnect.local.template.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP API and its functions on one port of this machine, with the answers and the <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">quotas</a>
 * of API Gateway; under {@code /2015-03-31/} Lambda's Invoke.
 *
 * <p>A query arrives as it was sent, also what a client should have encoded and browsers do not,
 * such as a vertical bar or a brace. Amazon's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html">important
 * notes</a> exclude these from queries of REST APIs, and name no such rule for HTTP APIs. For
 * control characters in headers they document nothing; here the RFCs count, and a cookie that has
 * one is answered with 400.
 */
public final class Gateway implements AutoCloseable {
  /**
   * What a gateway serves.
   *
   * @param functions also those without a route; they can be invoked by name
   * @param cors without origins when CORS is not configured
   */
  public record Api(List<FunctionResource> functions, List<RouteEvent> routes, Cors cors) {}

  private static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(30);
  private static final int BODY_LIMIT = 10 * 1024 * 1024;

  private final LoopbackServer server;
  private final LambdaFunctions functions;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private Gateway(LoopbackServer server, LambdaFunctions functions) {
    this.server = server;
    this.functions = functions;
  }

  /**
   * Makes one handler for each function and listens from then on.
   *
   * @param port the port, or 0 for any free one
   * @param environment goes to every function and wins over its own: the region, endpoints
   * @param clock for tokens, events and deadlines; the timeouts themselves run in real time
   * @throws IOException when the port is taken
   * @throws IllegalArgumentException when a handler can't be made or a route leads to no function
   */
  public static Gateway start(
      int port, Api api, Map<String, String> environment, InstantSource clock) throws IOException {
    return start(port, api, environment, clock, INTEGRATION_LIMIT);
  }

  static Gateway start(
      int port,
      Api api,
      Map<String, String> environment,
      InstantSource clock,
      Duration integrationLimit)
      throws IOException {
    var functions = LambdaFunctions.load(api.functions(), environment, clock);
    api.routes().stream().map(RouteEvent::functionLogicalId).forEach(functions::nameOf);
    var httpApi =
        new HttpApiEndpoint(
            new RouteTable(api.routes()),
            new CorsPolicy(api.cors()),
            new JwtCheck(clock),
            functions,
            clock,
            integrationLimit);
    var invokeApi = new InvokeApi(functions);
    try {
      var server = LoopbackServer.start(port, BODY_LIMIT, call -> answer(httpApi, invokeApi, call));
      return new Gateway(server, functions);
    } catch (IOException e) {
      functions.close();
      throw e;
    }
  }

  /**
   * The environment variables of a function: the template's, and those that Lambda sets: the
   * function's name and credentials of its role, by which the local AWS identifies the role.
   *
   * @param given what every function gets; overrides the template
   */
  public static Map<String, String> environment(
      FunctionResource function, Map<String, String> given) {
    var variables = new HashMap<>(function.environment());
    variables.putAll(given);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_ACCESS_KEY_ID", function.role());
    // Signs the requests; no signature is checked.
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    // Lambda names the session of the role after the function.
    variables.put("AWS_SESSION_TOKEN", function.name());
    return Map.copyOf(variables);
  }

  public int port() {
    return server.port();
  }

  /**
   * Has new code serve every invocation that begins from now on; what is under way ends on the old.
   *
   * @param code has the classes of the handlers
   * @throws IllegalArgumentException when a handler can't be made; the old ones stay
   */
  public void reload(ClassLoader code) {
    functions.reload(code);
  }

  /**
   * Invokes the functions by these schedules from now on, as EventBridge Scheduler does:
   * asynchronously, first when the time between two invocations has passed. A failure delays no
   * other invocation.
   *
   * @throws IllegalArgumentException when a schedule is for no function
   */
  public void run(List<Schedule> schedules) {
    for (var schedule : schedules) {
      var name = functions.nameOf(schedule.functionLogicalId());
      var input = schedule.input().getBytes(StandardCharsets.UTF_8);
      var millis = schedule.every().toMillis();
      var _ =
          timer.scheduleAtFixedRate(
              () -> functions.invoke(name, LambdaFunctions.LATEST, input),
              millis,
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Stops listening and interrupts what still runs. */
  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
    functions.close();
  }

  private static Reply answer(HttpApiEndpoint httpApi, InvokeApi invokeApi, Call call)
      throws ExecutionException, InterruptedException, IOException {
    return InvokeApi.owns(call) ? invokeApi.answer(call) : httpApi.answer(call);
  }
}
