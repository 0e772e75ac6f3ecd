package io.elementconnect.oauthcallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.journal.Journal;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.History;
import io.elementconnect.local.simulator.Ledger;
import io.elementconnect.oauthcallback.Move.Allow;
import io.elementconnect.oauthcallback.Move.Begin;
import io.elementconnect.oauthcallback.Move.Break;
import io.elementconnect.oauthcallback.Move.Complete;
import io.elementconnect.oauthcallback.Move.Deny;
import io.elementconnect.oauthcallback.Move.Expire;
import io.elementconnect.oauthcallback.Move.Hazard;
import io.elementconnect.oauthcallback.Move.Heal;
import io.elementconnect.oauthcallback.Move.MakeDue;
import io.elementconnect.oauthcallback.Move.Reconcile;
import io.elementconnect.oauthcallback.Move.RotateSecret;
import io.elementconnect.oauthcallback.Move.Settle;
import io.elementconnect.oauthcallback.Move.Strike;
import io.elementconnect.oauthcallback.Move.Sweep;
import io.elementconnect.oauthcallback.Move.Unreachable;
import io.elementconnect.reconciler.ReconcilerFunction;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.FakeContext;
import io.elementconnect.testing.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * One user with some attempts, among everything that can happen to them. The handlers of the
 * callback and of the reconciler run in this process and know a clock that goes on by itself when
 * they pause.
 */
final class World {
  static final String SITE = "dt123.infusionsoft.com";
  static final String PRIVATE_KEY = "a-private-key-that-leaks-nowhere";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Hazard NONE = new Hazard(0, false, new Strike.Nothing());
  private static final int MAX_ATTEMPTS = 3;
  // An instance may be missing in the first four listings that would show it.
  private static final int ROUNDS = 12;
  private static final int SWEEPS = 6;

  private final LocalStack stack;
  private final Ends ends;
  private final History history;
  private final Caller ann = new Caller("tenant-" + UUID.randomUUID(), "ann");
  private final Caller bob = new Caller(ann.tenant(), "bob");
  private final List<Trying> attempts = new ArrayList<>();
  private final Perils calling;
  private final Perils looking;
  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> callback;
  private final ReconcilerFunction reconciler;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Duration paused = Duration.ZERO;
  private final String otherBrowserKey = BrowserKey.random(new SecureRandom()).value();
  private String browserKey = "";
  // An instance was to be late, or an operator gave an attempt up: one may turn up afterwards.
  private boolean mayBeLate;

  /** What the person and the browser know of an attempt. */
  private record Trying(
      String id, String oauthUrl, List<String> callbacks, List<String> completions) {}

  World(LocalStack stack, Ends ends) {
    // What earlier worlds left would only be in the way.
    stack.reset();
    this.stack = stack;
    this.ends = ends;
    history = new History(stack, ends.tables());
    var unsettled = ends.reconciler().unsettled();
    calling =
        new Perils(
            new Perils.Adapters(
                ends.callback().attempts(),
                ends.callback().transitions(),
                unsettled,
                ends.callback().cloudElements()),
            this::makeAll);
    looking =
        new Perils(
            new Perils.Adapters(
                ends.reconciler().attempts(),
                ends.reconciler().transitions(),
                unsettled,
                ends.reconciler().cloudElements()),
            this::makeAll);
    callback =
        new OAuthCallbackFunction(
            Wiring.of(
                ports(ends.callback(), calling), ends.callbackSettings(), CatalogueFile.shipped()));
    var reconcilerClock = clock(ends.reconciler().clock());
    reconciler =
        ends.reconciler().function(looking, looking, journal(reconcilerClock), reconcilerClock);
  }

  private Ports ports(Ports real, Perils perils) {
    var clock = clock(real.clock());
    return new Ports(
        perils,
        perils,
        real.instances(),
        real.secrets(),
        real.accountChecks(),
        real.dataKeys(),
        perils,
        journal(clock),
        clock,
        new Pause(time -> paused = paused.plus(time)));
  }

  private InstantSource clock(InstantSource real) {
    return () -> real.instant().plus(paused);
  }

  private Journal journal(InstantSource clock) {
    return new Journal(new PrintStream(written, false, UTF_8), "local", clock);
  }

  /** Makes one move after the other, each of which leaves its trace in the history. */
  void makeAll(List<Move> moves) {
    moves.forEach(this::make);
  }

  private void make(Move move) {
    switch (move) {
      case Begin() -> begin();
      case Allow(var attempt) -> attempt(attempt, this::allow);
      case Deny(var attempt) -> attempt(attempt, this::deny);
      case Move.Callback(var attempt, var which, var ownBrowser, var hazard) ->
          attempt(attempt, trying -> callback(trying, which, ownBrowser, hazard));
      case Complete(var attempt, var which, var ownUser, var hazard) ->
          attempt(attempt, trying -> complete(trying, which, ownUser, hazard));
      case Expire(var attempt) -> attempt(attempt, this::expire);
      case MakeDue(var attempt) -> attempt(attempt, this::makeDue);
      case Reconcile(var hazard) -> invokeReconciler(Map.of("repair", true), hazard);
      case Sweep() -> invokeReconciler(Map.of("sweep", true), NONE);
      case Settle(var attempt, var adopt) -> attempt(attempt, trying -> settle(trying, adopt));
      case RotateSecret() -> stack.rotateUserSecret();
      case Unreachable(var times) -> calling.unreachable(times);
      case Break(var breakage) -> {
        mayBeLate |= breakage == Breakage.CREATE_LATE || breakage == Breakage.CREATE_TOO_LATE;
        breakage.on(stack);
      }
      case Heal() -> heal();
    }
  }

  /** Lets everything come to its end, and checks that the invariants hold. */
  void rest() {
    heal();
    var unsettled = unsettled();
    for (int round = 0; round < ROUNDS && !unsettled.isEmpty(); round++) {
      // Longer than the reconciler ever waits on its own.
      paused = paused.plus(Duration.ofMinutes(16));
      unsettled.forEach(attempt -> ends.tables().makeDue(attempt.id()));
      invokeReconciler(Map.of("repair", true), NONE);
      unsettled = unsettled();
    }
    assertThat(unsettled).extracting(Trying::id).as("without an end").isEmpty();
    if (!mayBeLate) {
      // Not even the sweep is needed.
      history.checkAtRest();
    }
    for (int sweep = 0; sweep < (mayBeLate ? SWEEPS : 1); sweep++) {
      invokeReconciler(Map.of("sweep", true), NONE);
    }
    history.checkAtRest();
    history.checkWritten(written.toString(UTF_8));
    history.checkWritten(ends.written());
  }

  private void heal() {
    stack.simulator().heal();
    stack.aws().faults().clear();
    calling.unreachable(0);
  }

  private interface Moving {
    void move(Trying attempt);
  }

  private void attempt(int number, Moving moving) {
    if (attempts.isEmpty()) {
      begin();
    }
    if (!attempts.isEmpty()) {
      moving.move(attempts.get(number % attempts.size()));
    }
  }

  private void begin() {
    if (attempts.size() == MAX_ATTEMPTS) {
      return;
    }
    ends.begin(ann, browserKey)
        .ifPresent(begun -> {
          browserKey = begun.browserKey();
          attempts.add(
              new Trying(
                  begun.attemptId(), begun.oauthUrl(), new ArrayList<>(), new ArrayList<>()));
          history.started(begun.attemptId(), ann.tenant(), ann.user());
          history.secrets(
              Set.of(
                  browserKey,
                  otherBrowserKey,
                  PRIVATE_KEY,
                  begun.oauthUrl().replaceFirst(".*[?&]state=([^&]+).*", "$1")));
        });
  }

  private void allow(Trying attempt) {
    decide(attempt, "allow");
  }

  private void deny(Trying attempt) {
    decide(attempt, "deny");
  }

  private void decide(Trying attempt, String decision) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(attempt.oauthUrl() + "&decision=" + decision)).build();
      var answer = HTTP.send(request, BodyHandlers.discarding());
      attempt
          .callbacks()
          .add(URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void callback(Trying attempt, int which, boolean ownBrowser, Hazard hazard) {
    if (attempt.callbacks().isEmpty()) {
      allow(attempt);
    }
    var call =
        HttpCall.to("GET /oauth/callback")
            .query(attempt.callbacks().get(which % attempt.callbacks().size()))
            .cookie("__Host-connect=" + (ownBrowser ? browserKey : otherBrowserKey));
    if (ownBrowser) {
      history.proven(attempt.id());
    }
    calling
        .invoke(hazard, () -> call.answeredBy(callback))
        .ifPresentOrElse(
            answer -> {
              assertThat(answer.status()).isIn(303, 503);
              told(attempt, answer);
              var completion = answer.header("location").split("#completion=", 2);
              if (completion.length == 2) {
                attempt.completions().add(completion[1]);
              }
              var isTooLate = answer.header("location").contains("outcome=expired");
              // Only the right browser is told more than that it has to confirm.
              assertThat(completion.length == 2)
                  .as("asked to confirm: %s", answer.header("location").replaceFirst("#.*", ""))
                  .isEqualTo(!ownBrowser && answer.status() == 303 && !isTooLate);
            },
            history::stepped);
  }

  private void complete(Trying attempt, int which, boolean ownUser, Hazard hazard) {
    if (attempt.completions().isEmpty()) {
      callback(attempt, which, false, NONE);
    }
    if (attempt.completions().isEmpty()) {
      return; // Its time ran out before it came back.
    }
    var completion = attempt.completions().get(which % attempt.completions().size());
    var call =
        HttpCall.to("POST /attempts/{attemptId}/complete")
            .path("attemptId", attempt.id())
            .by(ownUser ? ann : bob)
            .json(Map.of("completion", completion));
    if (ownUser) {
      history.proven(attempt.id());
    }
    calling
        .invoke(hazard, () -> call.answeredBy(callback))
        .ifPresentOrElse(
            answer -> {
              assertThat(answer.status()).as(answer.body()).isIn(200, 202, 403, 409, 410, 503);
              if (!ownUser) {
                assertThat(answer.status()).isIn(403, 503);
              }
              told(attempt, answer);
            },
            history::stepped);
  }

  private void told(Trying attempt, Answer answer) {
    history.answered(
        attempt.id(),
        answer.header("location").replaceFirst("#.*", ""),
        answer.headers() + answer.body());
  }

  private void expire(Trying attempt) {
    if (status(attempt).equals("PENDING")) {
      ends.tables().expire(attempt.id());
    }
  }

  private void makeDue(Trying attempt) {
    ends.tables().makeDue(attempt.id());
  }

  private void settle(Trying attempt, boolean adopt) {
    var instance =
        stack.simulator().ledger().instances().stream()
            .filter(entry -> entry.tags().contains("ec:local:" + attempt.id()))
            .map(Ledger.Entry::id)
            .findFirst();
    Map<String, Object> how =
        adopt && instance.isPresent()
            ? Map.of("attemptId", attempt.id(), "instanceId", instance.get())
            : Map.of("attemptId", attempt.id(), "failed", true);
    mayBeLate |= how.containsKey("failed");
    if (status(attempt).equals("NEEDS_OPERATOR")) {
      history.settledByOperator(attempt.id());
    }
    invokeReconciler(Map.of("settle", how), NONE);
  }

  private void invokeReconciler(Map<String, Object> input, Hazard hazard) {
    looking
        .invoke(
            hazard, () -> reconciler.handleRequest(input, new FakeContext("reconciler", 900_000)))
        .ifPresent(answer ->
            assertThat(answer.getOrDefault("status", 0)).as("%s", answer).isNotEqualTo(500));
    history.stepped();
  }

  private List<Trying> unsettled() {
    return attempts.stream().filter(this::isUnsettled).toList();
  }

  private boolean isUnsettled(Trying attempt) {
    return Set.of("EXCHANGING", "UNKNOWN").contains(status(attempt));
  }

  private String status(Trying attempt) {
    return ends.tables().attempts(Set.of(attempt.id())).values().stream()
        .map(item -> Objects.requireNonNull(item.get("status")).s())
        .findFirst()
        .orElseThrow();
  }
}
