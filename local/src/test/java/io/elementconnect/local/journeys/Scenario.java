package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.faults.FaultQueue;
import io.elementconnect.local.history.History;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One test with faults: its attempts, what fails, and a history by which the invariants are checked
 * at its {@link #end}.
 */
final class Scenario {
  /** As often as anybody asks. */
  static final int ALWAYS = 1_000_000;

  static final String RECONCILER = "local-reconciler";

  // The end of a lease, and three looks that find nothing.
  private static final int MAX_LOOKUPS = 4;

  private final LocalStack stack = Stack.shared();
  private final History history = new History(stack);
  private final User ann = User.unique(stack);
  private final int postsBefore = stack.simulator().ledger().posts().size();
  private boolean isRotated;
  private boolean secretsFailed;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  Scenario() {
    history.secrets(List.of(User.PRIVATE_KEY, ann.token()));
  }

  LocalStack stack() {
    return stack;
  }

  /** Who begins the attempts. */
  User ann() {
    return ann;
  }

  History history() {
    return history;
  }

  /** How often Cloud Elements was asked for an instance since the beginning, by anybody. */
  int posts() {
    return stack.simulator().ledger().posts().size() - postsBefore;
  }

  /** A start that may fail. */
  HttpResponse<String> start() {
    return ann.start(new Browser(), ann.body(Map.of()));
  }

  /** Begins an attempt in a new browser. */
  Attempt begin() {
    return begin(ann);
  }

  /** The same by another user. */
  Attempt begin(User user) {
    var browser = new Browser();
    var started = user.start(browser);
    history.started(started.attemptId(), user.tenant(), user.name());
    history.secrets(
        List.of(user.token(), State.in(started.oauthUrl()), browser.cookie("__Host-connect")));
    var attempt = new Attempt(user, browser, started);
    attempts.add(attempt);
    return attempt;
  }

  /** The next call of a route fails. */
  void fails(CloudElementsRoute route, Fault.Kind kind, Effect effect) {
    fails(route, kind, effect, 1);
  }

  void fails(CloudElementsRoute route, Fault.Kind kind, Effect effect, int times) {
    stack.simulator().fault(new Fault(route, kind, effect, times));
  }

  /** The next call of an operation fails. */
  void fails(String operation, AwsFault.Kind kind, Effect effect) {
    fails(operation, kind, effect, 1);
  }

  void fails(String operation, AwsFault.Kind kind, Effect effect, int times) {
    secretsFailed |= operation.equals(Operation.SECRET);
    stack.aws().faults().add(new AwsFault(operation, kind, effect, times));
  }

  /** What the functions hold in memory they read anew, as after a cold start. */
  void restartFunctions() {
    stack.reload(LocalStack.class.getClassLoader());
  }

  /** Rotates the secrets of Cloud Elements while the callback still holds the old ones. */
  void rotateHeldSecrets() {
    var before = begin();
    assertThat(gist(before.back(before.allowed()))).isEqualTo("303 connected");
    rotateSecrets();
  }

  /**
   * Rotates the secrets of Cloud Elements; until the end some functions still hold the old ones.
   */
  void rotateSecrets() {
    stack.rotateUserSecret();
    isRotated = true;
  }

  /** Does all of this at the same moment; their results in the order of the list. */
  static <T> List<T> together(List<Callable<T>> actions) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(actions)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends what fails, all of which somebody has met. */
  void heal() {
    var unmet =
        Stream.concat(
                stack.simulator().waitingFaults().stream(), stack.aws().faults().waiting().stream())
            .filter(Scenario::isUnmet)
            .toList();
    forgetFaults();
    assertThat(unmet).as("faults that nobody met").isEmpty();
  }

  /** One run of the reconciler; what it tells about itself. */
  JsonNode repair() {
    var ended = Invoke.function(stack, RECONCILER, "{\"repair\":true}");
    history.stepped();
    return ended;
  }

  /**
   * Ends what fails, has the reconciler settle what is left, and checks the invariants. Nothing is
   * left behind for other tests.
   */
  void end() {
    try {
      heal();
      history.checkAtRest();
      var looks = 0;
      while (makeDue()) {
        assertThat(++looks).as("looks at what is not settled").isLessThanOrEqualTo(MAX_LOOKUPS);
        repair();
      }
      if (looks > 0) {
        history.checkAtRest();
      }
    } finally {
      forgetFaults();
      if (isRotated) {
        restartFunctions();
      }
    }
  }

  /** Whether any attempt is unsettled; then it is due. */
  private boolean makeDue() {
    return attempts.stream().filter(Attempt::makeDue).count() > 0;
  }

  private void forgetFaults() {
    stack.simulator().heal();
    stack.aws().faults().clear();
    if (secretsFailed) {
      // A failed read of a secret is shared by all requests for five seconds.
      restartFunctions();
      secretsFailed = false;
    }
  }

  private static boolean isUnmet(FaultQueue.Waiting<?> waiting) {
    return waiting.times() == ALWAYS || waiting.times() < ALWAYS / 2;
  }

  /**
   * What an answer comes to, in a few words: {@code 303 connected}, {@code 503 page}, {@code 409
   * access_denied}, {@code 202 settling}, {@code 200 active}.
   */
  static String gist(HttpResponse<String> answer) {
    var status = answer.statusCode() + " ";
    if (answer.statusCode() == 303) {
      var location = answer.headers().firstValue("Location").orElseThrow();
      var outcome = location.substring(location.indexOf("outcome=") + "outcome=".length());
      return status + outcome.replaceFirst("#.*", "");
    }
    if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
      return status + "page";
    }
    var json = User.json(answer);
    return status + json.path(json.has("code") ? "code" : "status").asText();
  }

  /** One attempt, in the browser that began it. */
  final class Attempt {
    private final User user;
    private final Browser browser;
    private final User.Started started;

    private Attempt(User user, Browser browser, User.Started started) {
      this.user = user;
      this.browser = browser;
      this.started = started;
    }

    String id() {
      return started.attemptId();
    }

    /** Can prove to be the one who began; what it gets by itself is not recorded. */
    Browser browser() {
      history.proven(id());
      return browser;
    }

    /** Who began it. */
    User user() {
      return user;
    }

    String state() {
      return State.in(started.oauthUrl());
    }

    /** As it lies in the table. */
    Map<String, AttributeValue> item() {
      return Store.attempt(stack, id());
    }

    /** The callback with which somebody who allows comes back. */
    String allowed() {
      return Provider.allow(started.oauthUrl());
    }

    String denied() {
      return Provider.deny(started.oauthUrl());
    }

    /** The same browser comes back. */
    HttpResponse<String> back(String callback) {
      history.proven(id());
      return recorded(browser.get(callback));
    }

    /** Another browser comes back, and is handed a completion. */
    String completion(String callback) {
      var answer = recorded(new Browser().get(callback));
      assertThat(gist(answer)).isEqualTo("303 confirm");
      return Provider.completionIn(answer);
    }

    /** Somebody else's browser, or this one with something of its own, brings a callback. */
    HttpResponse<String> broughtBy(Browser stranger, HttpRequest.Builder callback) {
      return recorded(stranger.send(callback));
    }

    HttpResponse<String> broughtBy(Browser stranger, String callback) {
      return broughtBy(stranger, HttpRequest.newBuilder(URI.create(callback)));
    }

    HttpResponse<String> complete(String completion) {
      history.proven(id());
      return complete(user, completion);
    }

    /** Somebody signed in as another user hands in a completion. */
    HttpResponse<String> complete(User other, String completion) {
      return recorded(other.complete(id(), completion));
    }

    /** {@code GET /attempts/{id}}. */
    HttpResponse<String> read() {
      return recorded(user.get("/attempts/" + id()));
    }

    /** The status that its user sees. */
    String status() {
      return User.json(read()).path("status").textValue();
    }

    /** The code of its problem; empty when there is none. */
    String problem() {
      return User.json(read()).path("problem").path("code").asText();
    }

    /** How often Cloud Elements was asked for its instance. */
    long posts() {
      return Upstream.posts(stack, id());
    }

    /** Lets its time come, has the reconciler look once, and gives the status after that. */
    String lookedUp() {
      makeDue();
      repair();
      return status();
    }

    /** Its instance upstream, the only one. */
    long instance() {
      var instances = Upstream.taggedFor(stack, id());
      assertThat(instances).hasSize(1);
      return instances.getFirst().id();
    }

    boolean hasInstance() {
      return !Upstream.taggedFor(stack, id()).isEmpty();
    }

    /** Lets its time come; whether it is unsettled. */
    boolean makeDue() {
      return Store.makeDue(stack, id());
    }

    private HttpResponse<String> recorded(HttpResponse<String> answer) {
      history.answered(id(), answer);
      return answer;
    }
  }
}
