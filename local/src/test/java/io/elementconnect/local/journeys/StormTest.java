package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many at the same moment with one state: one exchange, one outcome, and no error. */
@Tag("R45")
@Tag("R46")
class StormTest {
  private static final int MANY = 200;
  private static final Duration MAX = Duration.ofSeconds(30);

  // A claim is made with 25.5 of 28 s left, or not at all.
  private static final Duration TIME_TO_CLAIM = Duration.ofMillis(2_500);

  // Longer than whoever lost the claim waits (5 s), also on a second try.
  private static final Duration SLOW = Duration.ofSeconds(10);

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();

  /** As in Lambda, where a function has run before the snapshot is taken that it starts from. */
  @BeforeAll
  static void the_code_has_run() {
    var attempt = new Scenario().begin();
    var callback = attempt.allowed();
    var _ = atOnce(MANY / 4, () -> attempt.browser().get(callback));
  }

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void callbacks_of_the_same_browser() {
    var callback = attempt.allowed();

    var answers = atOnce(MANY, () -> attempt.browser().get(callback));

    assertThat(told(answers)).isEqualTo(Map.of("303 connected", MANY));
    assertConnectedOnce();
  }

  @Test
  void completions_of_the_same_user() {
    var completion = attempt.completion(attempt.allowed());

    var answers = atOnce(MANY, () -> complete(completion));

    assertThat(told(answers)).isEqualTo(Map.of("200 active", MANY));
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertConnectedOnce();
  }

  @Test
  @Tag("long")
  void callbacks_during_a_slow_exchange() {
    var callback = attempt.allowed();
    slowExchange();

    var answers = atOnce(MANY, () -> attempt.browser().get(callback));

    assertThat(told(answers)).isEqualTo(Map.of("303 connected", 1, "303 settling", MANY - 1));
    assertThat(told(atOnce(MANY, () -> attempt.browser().get(callback))))
        .isEqualTo(Map.of("303 connected", MANY));
    assertConnectedOnce();
  }

  @Test
  @Tag("long")
  void completions_during_a_slow_exchange() {
    var completion = attempt.completion(attempt.allowed());
    slowExchange();

    var answers = atOnce(MANY, () -> complete(completion));

    assertThat(told(answers)).isEqualTo(Map.of("200 active", 1, "202 settling", MANY - 1));
    assertThat(told(atOnce(MANY, () -> complete(completion))))
        .isEqualTo(Map.of("200 active", MANY));
    assertConnectedOnce();
  }

  @Test
  void callbacks_of_the_right_browser_among_those_of_strangers() {
    var callback = attempt.allowed();

    var answers = new ArrayList<Supplier<HttpResponse<String>>>();
    for (int i = 0; i < MANY / 2; i++) {
      answers.add(() -> attempt.browser().get(callback));
      answers.add(() -> new Browser().get(callback));
    }

    assertThat(told(atOnce(answers)))
        .isEqualTo(Map.of("303 connected", MANY / 2, "303 confirm", MANY / 2));
    assertConnectedOnce();
  }

  private HttpResponse<String> complete(String completion) {
    scenario.history().proven(attempt.id());
    return scenario.ann().complete(attempt.id(), completion);
  }

  private void slowExchange() {
    scenario.fails(CloudElementsRoute.CREATE_INSTANCE, new Fault.Delay(SLOW), Effect.AFTER);
  }

  private void assertConnectedOnce() {
    assertThat(attempt.posts()).isEqualTo(1);
    assertThat(attempt.status()).isEqualTo("connected");
  }

  private static List<HttpResponse<String>> atOnce(
      int many, Supplier<HttpResponse<String>> request) {
    return atOnce(Collections.nCopies(many, request));
  }

  private static List<HttpResponse<String>> atOnce(List<Supplier<HttpResponse<String>>> requests) {
    var together = new CyclicBarrier(requests.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<HttpResponse<String>>>();
      for (var request : requests) {
        answers.add(
            threads.submit(() -> {
              together.await();
              return answered(request);
            }));
      }
      var all = new ArrayList<HttpResponse<String>>();
      for (var answer : answers) {
        all.add(answer.get(MAX.toSeconds(), TimeUnit.SECONDS));
      }
      return all;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("somebody got no answer", e);
    }
  }

  /**
   * Lambda gives every invocation processors of its own; here they share those of this machine. One
   * that came to its claim too late for that is told to try again, and does.
   */
  private static HttpResponse<String> answered(Supplier<HttpResponse<String>> request) {
    var begin = System.nanoTime();
    var answer = request.get();
    var outOfTime = System.nanoTime() - begin > TIME_TO_CLAIM.toNanos();
    return answer.statusCode() == 503 && outOfTime ? request.get() : answer;
  }

  /** What was told, and to how many. */
  private Map<String, Integer> told(List<HttpResponse<String>> answers) {
    var told = new TreeMap<String, Integer>();
    for (var answer : answers) {
      scenario.history().answered(attempt.id(), answer);
      told.merge(Scenario.gist(answer), 1, Integer::sum);
    }
    return told;
  }
}
