package io.elementconnect.cloudelements.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work with a time limit, on its own thread rather than on one of a pool. */
final class TimeLimit {
  private TimeLimit() {}

  /**
   * Returns what the work returns. Work that is no longer waited for is interrupted.
   *
   * @throws ExecutionException when the work itself fails
   * @throws TimeoutException when the limit is over first
   * @throws InterruptedException when the caller is interrupted first
   */
  static <T> T call(Duration limit, Callable<T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      task.cancel(true); // without effect on a task that is done
    }
  }
}
