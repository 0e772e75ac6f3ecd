package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.lambda.Moment;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A function's process dies between any two of its effects. The person comes back, the reconciler
 * comes, and the attempt ends as it must: nothing is sent twice, and nothing is lost. When a
 * process can die is taken from the calls that it makes in good health.
 */
@Tag("long")
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "Lambda's runtime interface client runs on Linux only")
@Tag("R45")
@Tag("R48")
@Tag("R58")
class KillsIT {
  private static final String CALLBACK = "OAuthCallbackFunction";
  private static final Moment CLAIMED = new Moment("UpdateItem", Effect.AFTER);
  private static final Moment CREATED = new Moment("POST /instances", Effect.AFTER);
  private static final Moment STORED = new Moment("TransactWriteItems", Effect.AFTER);

  private static final String REPAIR = "{\"repair\":true}";
  private static final Object RECONCILER = new Object();
  // The end of the lease, and three looks that find nothing.
  private static final int MAX_RUNS = 4;

  // Each waits for most of its time, and so do several at the same time.
  private static final ExecutorService AT_ONCE = Executors.newFixedThreadPool(4);

  private final LocalStack stack = Stack.shared();

  @AfterAll
  static void stop() {
    AT_ONCE.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> a_start_dies() throws Exception {
    var moments = new Start().moments();
    return tests(moments, moment -> new Start().dies(moments, moment));
  }

  @TestFactory
  Stream<DynamicTest> a_callback_dies() throws Exception {
    var moments = new Exchange(Proof.SAME_BROWSER).moments();
    return tests(moments, moment -> new Exchange(Proof.SAME_BROWSER).dies(moments, moment));
  }

  @TestFactory
  Stream<DynamicTest> a_completion_dies() throws Exception {
    var moments = new Exchange(Proof.SAME_USER).moments();
    return tests(moments, moment -> new Exchange(Proof.SAME_USER).dies(moments, moment));
  }

  @TestFactory
  Stream<DynamicTest> a_denial_dies() throws Exception {
    return tests(new Denial().moments(), moment -> new Denial().dies(moment));
  }

  @TestFactory
  Stream<DynamicTest> a_reconciler_dies() throws Exception {
    return tests(new Repair().moments(), moment -> new Repair().dies(moment));
  }

  /** How a person shows to be the one who began, and what the same person is told later. */
  private enum Proof {
    SAME_BROWSER("303 settling", "303 connected", "303 failed"),
    SAME_USER("202 settling", "200 active", "409 not_created");

    final String settling;
    final String connected;
    final String notCreated;

    Proof(String settling, String connected, String notCreated) {
      this.settling = settling;
      this.connected = connected;
      this.notCreated = notCreated;
    }
  }

  /** A user begins an attempt, and is never given its URL. */
  private final class Start {
    private static final String START = "RedirectUrlFunction";

    private final Scenario scenario = new Scenario();
    private final User ann = scenario.ann();
    private final String event =
        Events.start(ann.tenant(), ann.name(), ann.body(Map.of())).toString();
    private final String harmless = Events.start(ann.tenant(), ann.name(), "{}").toString();

    List<Moment> moments() throws Exception {
      try (var victim = new Victim(stack, START, harmless)) {
        var moments = victim.survive(event);
        assertThat(attempts()).hasSize(1);
        assertThat(moments).contains(STORED);
        return moments;
      }
    }

    void dies(List<Moment> moments, Moment moment) throws Exception {
      try (var victim = new Victim(stack, START, harmless)) {
        victim.dieAt(moment, event);
      }
      var isStored = moments.indexOf(moment) >= moments.indexOf(STORED);
      assertThat(attempts()).hasSize(isStored ? 1 : 0);
      attempts().forEach(id -> scenario.history().started(id, ann.tenant(), ann.name()));

      var again = scenario.begin();

      assertThat(Scenario.gist(again.back(again.allowed()))).isEqualTo("303 connected");
      scenario.history().checkAtRest(); // what was left is pending, and goes by itself
    }

    private List<String> attempts() {
      return Store.attemptIds(stack, ann.tenant());
    }
  }

  /** A person who allowed comes back. */
  private final class Exchange {
    private final Scenario scenario = new Scenario();
    private final Scenario.Attempt attempt = scenario.begin();
    private final String callback = attempt.allowed();
    private final String completion = attempt.completion(callback);
    private final Proof proof;

    Exchange(Proof proof) {
      this.proof = proof;
    }

    List<Moment> moments() throws Exception {
      try (var victim = new Victim(stack, CALLBACK, elsewhere(callback))) {
        var moments = victim.survive(event());
        assertThat(attempt.status()).isEqualTo("connected");
        assertThat(moments).containsSubsequence(CLAIMED, CREATED, STORED);
        return moments;
      }
    }

    void dies(List<Moment> moments, Moment moment) throws Exception {
      try (var victim = new Victim(stack, CALLBACK, elsewhere(callback))) {
        victim.dieAt(moment, event());
      }
      var now = moments.indexOf(moment);
      var created = now >= moments.indexOf(CREATED);
      assertThat(attempt.posts()).isEqualTo(created ? 1 : 0);
      var unsettled = now >= moments.indexOf(CLAIMED) && now < moments.indexOf(STORED);
      if (unsettled) {
        assertThat(Scenario.gist(again())).isEqualTo(proof.settling);
        scenario.history().checkAtRest();
        settle();
      }
      var connected = created || !unsettled;
      assertThat(Scenario.gist(again())).isEqualTo(connected ? proof.connected : proof.notCreated);
      assertThat(attempt.status()).isEqualTo(connected ? "connected" : "failed");
      assertThat(attempt.posts()).isEqualTo(connected ? 1 : 0);
      scenario.history().checkAtRest();
    }

    private String event() {
      return switch (proof) {
        case SAME_BROWSER -> here(callback, attempt);
        case SAME_USER -> {
          scenario.history().proven(attempt.id());
          yield Events.complete(scenario.ann().tenant(), attempt.id(), completion).toString();
        }
      };
    }

    /** The same comes once more, to the gateway. */
    private HttpResponse<String> again() {
      return switch (proof) {
        case SAME_BROWSER -> attempt.back(callback);
        case SAME_USER -> attempt.complete(completion);
      };
    }

    /** The reconciler comes as often as it takes; each time it takes whatever is due. */
    private void settle() {
      synchronized (RECONCILER) {
        for (int run = 0; run < MAX_RUNS && attempt.status().equals("settling"); run++) {
          repair(scenario, attempt);
        }
      }
    }
  }

  /** A person who said no comes back. */
  private final class Denial {
    private final Scenario scenario = new Scenario();
    private final Scenario.Attempt attempt = scenario.begin();
    private final String callback = attempt.denied();

    List<Moment> moments() throws Exception {
      try (var victim = new Victim(stack, CALLBACK, elsewhere(callback))) {
        var moments = victim.survive(here(callback, attempt));
        assertThat(attempt.status()).isEqualTo("denied");
        return moments;
      }
    }

    void dies(Moment moment) throws Exception {
      try (var victim = new Victim(stack, CALLBACK, elsewhere(callback))) {
        victim.dieAt(moment, here(callback, attempt));
      }
      assertThat(Scenario.gist(attempt.back(callback))).isEqualTo("303 denied");
      assertThat(attempt.status()).isEqualTo("denied");
      scenario.history().checkAtRest();
    }
  }

  /** The reconciler finds the instance of an exchange whose answer was lost. */
  private final class Repair {
    private static final String RECONCILER_FUNCTION = "ReconcilerFunction";
    private static final String LIST = "{\"list\":true}";

    private final Scenario scenario = new Scenario();
    private final Scenario.Attempt attempt = scenario.begin();

    Repair() {
      // Several may be made at the same time: each sets one fault and sends one POST.
      scenario.fails(CloudElementsRoute.CREATE_INSTANCE, new Fault.Close(), Effect.AFTER);
      assertThat(Scenario.gist(attempt.back(attempt.allowed()))).isEqualTo("303 settling");
    }

    List<Moment> moments() throws Exception {
      // What other tests left comes later again.
      Invoke.function(stack, "local-reconciler", REPAIR);
      try (var victim = new Victim(stack, RECONCILER_FUNCTION, LIST)) {
        Store.makeDue(stack, attempt.id());
        var moments = victim.survive(REPAIR);
        assertThat(attempt.status()).isEqualTo("connected");
        assertThat(moments).contains(STORED);
        // One query for each shard, of which all but the first tell nothing new.
        return moments.stream().filter(it -> !it.call().startsWith("Query ")).toList();
      }
    }

    void dies(Moment moment) throws Exception {
      try (var victim = new Victim(stack, RECONCILER_FUNCTION, LIST)) {
        synchronized (RECONCILER) {
          Store.makeDue(stack, attempt.id());
          victim.dieAt(moment, REPAIR);
          scenario.history().checkAtRest();
          if (attempt.status().equals("settling")) {
            repair(scenario, attempt);
          }
        }
      }
      assertThat(attempt.status()).isEqualTo("connected");
      assertThat(attempt.posts()).isEqualTo(1);
      scenario.history().checkAtRest();
    }
  }

  /** The event of a callback in the browser that began. */
  private static String here(String callback, Scenario.Attempt attempt) {
    var cookie = "__Host-connect=" + attempt.browser().cookie("__Host-connect");
    return Events.callback(callback, cookie).toString();
  }

  /** The event of a callback in another browser, which changes nothing. */
  private static String elsewhere(String callback) {
    return Events.callbackWithoutBrowserKey(callback).toString();
  }

  /** A run of the reconciler for which this attempt is due. */
  private void repair(Scenario scenario, Scenario.Attempt attempt) {
    Store.makeDue(stack, attempt.id());
    Invoke.function(stack, "local-reconciler", REPAIR);
    scenario.history().stepped();
  }

  @FunctionalInterface
  private interface Death {
    void at(Moment moment) throws Exception;
  }

  /** Several deaths are under way at the same time; each is a test. */
  private static Stream<DynamicTest> tests(List<Moment> moments, Death death) {
    return IntStream.range(0, moments.size())
        .mapToObj(number -> {
          var moment = moments.get(number);
          Callable<Void> dies =
              () -> {
                death.at(moment);
                return null;
              };
          var done = AT_ONCE.submit(dies);
          return DynamicTest.dynamicTest(
              "%d of %d: %s".formatted(number + 1, moments.size(), moment), () -> ended(done));
        })
        .toList()
        .stream();
  }

  private static void ended(Future<Void> done) throws Throwable {
    try {
      done.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
