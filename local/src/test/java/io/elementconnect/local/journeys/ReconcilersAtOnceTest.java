package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Reconcilers beside each other, and beside callbacks that were taken for dead and wake up while
 * their instances are adopted.
 */
@Tag("R52")
class ReconcilersAtOnceTest {
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final int RECONCILERS = 5;
  private static final int ATTEMPTS_OF_A_USER = 10;

  private final Scenario scenario = new Scenario();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void ten_attempts_are_each_settled_once() throws Exception {
    assertEachIsSettledOnce(1);
  }

  @Test
  @Tag("long")
  void a_hundred_attempts_are_each_settled_once() throws Exception {
    assertEachIsSettledOnce(10);
  }

  private record Back(Scenario.Attempt attempt, String callback) {
    @Override
    public String toString() {
      return "Back";
    }
  }

  private void assertEachIsSettledOnce(int users) throws InterruptedException, ExecutionException {
    var all = backs(users);
    var unknown = all.subList(0, all.size() / 2);
    var late = all.subList(all.size() / 2, all.size());
    scenario.fails(CREATE_INSTANCE, new Fault.Close(), AFTER, unknown.size());
    for (var back : unknown) {
      assertThat(gist(back.attempt().back(back.callback()))).isEqualTo("303 settling");
    }
    scenario.fails(CREATE_INSTANCE, new Fault.Delay(LATE), AFTER, late.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (var back : late) {
        answers.add(threads.submit(() -> gist(back.attempt().back(back.callback()))));
      }
      while (!late.stream().allMatch(back -> back.attempt().hasInstance())) {
        Thread.sleep(20);
      }
      while (!answers.stream().allMatch(Future::isDone)) {
        all.forEach(back -> back.attempt().makeDue());
        Callable<Object> reconciler = scenario::repair;
        together(Collections.nCopies(RECONCILERS, reconciler));
      }
      for (var answer : answers) {
        assertThat(answer.get()).isIn("303 connected", "303 settling");
      }
    }

    scenario.end();
    assertThat(all.stream().map(back -> back.attempt().status())).containsOnly("connected");
  }

  private List<Back> backs(int users) {
    var backs = new ArrayList<Back>();
    for (int user = 0; user < users; user++) {
      var one = User.unique(scenario.stack());
      for (int begun = 0; begun < ATTEMPTS_OF_A_USER; begun++) {
        var attempt = scenario.begin(one);
        backs.add(new Back(attempt, attempt.allowed()));
      }
    }
    return backs;
  }
}
