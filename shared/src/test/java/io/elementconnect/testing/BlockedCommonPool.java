package io.elementconnect.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/**
 * Blocks every thread of the common pool until it is closed: what still works then does not rest on
 * the pool.
 */
public final class BlockedCommonPool implements AutoCloseable {
  // More tasks than the pool has threads: the rest wait in its queue.
  private static final int SPARE_TASKS = 8;

  private final CountDownLatch released = new CountDownLatch(1);

  public BlockedCommonPool() {
    for (int task = 0; task < ForkJoinPool.getCommonPoolParallelism() + SPARE_TASKS; task++) {
      ForkJoinPool.commonPool().execute(this::await);
    }
  }

  @Override
  public void close() {
    released.countDown();
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
