package io.elementconnect.local.gateway;

import io.elementconnect.local.template.Schedule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Invokes functions by their schedules, as EventBridge Scheduler does: asynchronously, and whatever
 * becomes of it, the next one comes in time.
 */
final class Scheduler implements AutoCloseable {
  private final LambdaFunctions functions;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  Scheduler(LambdaFunctions functions) {
    this.functions = functions;
  }

  /** From now on; the first invocation comes when the time between two has passed. */
  void run(List<Schedule> schedules) {
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

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
