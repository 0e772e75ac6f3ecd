package io.elementconnect.oauthcallback;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A value that is computed on its own thread. */
final class BackgroundTask<T> implements AutoCloseable {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final CompletableFuture<T> future;

  private BackgroundTask(CompletableFuture<T> future) {
    this.future = future;
  }

  static <T> BackgroundTask<T> of(Supplier<T> work) {
    return new BackgroundTask<>(CompletableFuture.supplyAsync(work, THREADS));
  }

  /** Returns the value, or throws the exception of the computation. */
  T result() {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Cancels the computation: the value is no longer needed. */
  @Override
  public void close() {
    future.cancel(true);
  }
}
