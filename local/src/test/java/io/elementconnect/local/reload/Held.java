package io.elementconnect.local.reload;

import java.util.concurrent.CompletableFuture;

/** What the handlers that a test compiles share with it. */
public final class Held {
  static CompletableFuture<Boolean> entered = new CompletableFuture<>();
  static CompletableFuture<Boolean> released = new CompletableFuture<>();

  private Held() {}

  static void reset() {
    entered = new CompletableFuture<>();
    released = new CompletableFuture<>();
  }

  /** Stays until the test lets it go. */
  public static void stay() {
    entered.complete(true);
    released.join();
  }
}
