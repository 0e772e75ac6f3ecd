package io.elementconnect.local.gateway;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.Route;
import io.elementconnect.local.template.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * An HTTP API and its functions on one port of this machine, with the answers and the <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">quotas</a>
 * of API Gateway; under {@code /2015-03-31/} Lambda's Invoke.
 */
public final class Gateway implements AutoCloseable {
  private static final Duration INTEGRATION_LIMIT = Duration.ofSeconds(30);
  private static final int BODY_LIMIT = 10 * 1024 * 1024;

  private final LoopbackServer server;
  private final LambdaFunctions functions;
  private final Scheduler scheduler;
  private final IssuerKeys keys;

  private Gateway(LoopbackServer server, LambdaFunctions functions, IssuerKeys keys) {
    this.server = server;
    this.functions = functions;
    this.scheduler = new Scheduler(functions);
    this.keys = keys;
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
    api.routes().stream().map(Route::functionLogicalId).forEach(functions::nameOf);
    var keys = new IssuerKeys();
    var httpApi =
        new HttpApiEndpoint(
            new RouteTable(api.routes()),
            new CorsPolicy(api.cors()),
            new JwtCheck(keys, clock),
            functions,
            clock,
            integrationLimit);
    var invokeApi = new InvokeApi(functions);
    try {
      var server = LoopbackServer.start(port, BODY_LIMIT, call -> answer(httpApi, invokeApi, call));
      return new Gateway(server, functions, keys);
    } catch (IOException e) {
      functions.close();
      keys.close();
      throw e;
    }
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

  /** Invokes the functions by these schedules from now on. */
  public void run(List<Schedule> schedules) {
    scheduler.run(schedules);
  }

  /** Stops listening and interrupts what still runs. */
  @Override
  public void close() {
    scheduler.close();
    server.close();
    functions.close();
    keys.close();
  }

  private static Reply answer(HttpApiEndpoint httpApi, InvokeApi invokeApi, Call call)
      throws ExecutionException, InterruptedException, IOException {
    return InvokeApi.owns(call) ? invokeApi.answer(call) : httpApi.answer(call);
  }
}
