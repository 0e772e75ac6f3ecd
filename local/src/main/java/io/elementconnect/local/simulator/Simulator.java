package io.elementconnect.local.simulator;

import io.elementconnect.local.faults.FaultQueue;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cloud Elements API v2 and Infusionsoft's sign-in on one loopback port, in memory.
 *
 * <p>The API is on {@code localhost}; the sign-in page that it names is on {@code 127.0.0.1}, so
 * that to a browser the provider is another site, as in life.
 */
public final class Simulator implements AutoCloseable {
  /** The largest request that Cloud Elements takes, in bytes: 8 MB (its page on usage limits). */
  private static final int BODY_LIMIT = 8 * 1024 * 1024;

  private final LoopbackServer server;
  private final SimulatorState state;

  private Simulator(LoopbackServer server, SimulatorState state) {
    this.server = server;
    this.state = state;
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @throws IOException when the port is taken
   */
  public static Simulator start(int port, Accounts accounts) throws IOException {
    return start(port, accounts, InstantSource.system());
  }

  /** The same, with a clock of the caller's: codes live ten minutes by it. */
  public static Simulator start(int port, Accounts accounts, InstantSource clock)
      throws IOException {
    var state = SimulatorState.of(accounts, clock);
    // Known only once the server listens; a request that is faster waits for it.
    var listening = new CompletableFuture<Integer>();
    var cloudElements = cloudElements(accounts, clock, state, listening);
    var authorize = new Authorize(accounts, state.codes(), state.secrets(), state.forms());
    var control = new Control(state);
    var server =
        LoopbackServer.start(
            port, BODY_LIMIT, call -> route(call, cloudElements, authorize, control));
    listening.complete(server.port());
    return new Simulator(server, state);
  }

  /** The port that everything listens on. */
  public int port() {
    return server.port();
  }

  /** The base URL of the Cloud Elements API, without a slash at the end. */
  public String baseUrl() {
    return "http://localhost:" + port() + CloudElements.PATH;
  }

  /** What exists and what happened. */
  public Ledger ledger() {
    return state.ledger();
  }

  /** Has the next calls of a route fail; after any faults that were set before for the same. */
  public void fault(Fault fault) {
    state.faults().add(fault);
  }

  /** From now on this is the user's only secret. */
  public void rotateUserSecret(long userId, String secret) {
    state.credentials().rotateUser(userId, secret);
  }

  /** The faults that are still to come, in no order. */
  public List<FaultQueue.Waiting<?>> waitingFaults() {
    return state.faults().waiting();
  }

  /** Refuses every new connection until {@link #heal}; open ones stay open. */
  public void refuseConnections() {
    server.refuseConnections();
  }

  /**
   * Takes connections again, and forgets the faults that are still to come. Instances that are late
   * stay so.
   */
  public void heal() {
    state.faults().clear();
    server.takeConnections();
  }

  /** Forgets everything since the start, rotations and faults included. Ids are not used again. */
  public void reset() {
    state.clear();
  }

  @Override
  public void close() {
    server.close();
  }

  private static CloudElements cloudElements(
      Accounts accounts,
      InstantSource clock,
      SimulatorState state,
      CompletableFuture<Integer> port) {
    var elements = ElementCatalog.load();
    var endpoints =
        new Endpoints(accounts.organization(), state.credentials(), state.instances())
            .all(
                new OAuthUrls(
                    elements,
                    state.credentials(),
                    () -> "http://127.0.0.1:" + port.join() + Authorize.PATH),
                new CreateInstance(elements, state, clock),
                new ListInstances(state.instances(), state.delayed()));
    return new CloudElements(endpoints, state);
  }

  private static Reply route(
      Call call, CloudElements cloudElements, Authorize authorize, Control control)
      throws InterruptedException {
    var path = call.path();
    if (path.startsWith(CloudElements.PATH + "/")) {
      return cloudElements.handle(call);
    }
    if (path.startsWith(Control.PATH)) {
      return control.handle(call);
    }
    return path.equals(Authorize.PATH)
        ? authorize.handle(call)
        : Reply.text(404, "Nothing is simulated here.");
  }
}
