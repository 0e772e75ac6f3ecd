package io.elementconnect.oauthcallback;

import java.time.Duration;
import java.util.function.Consumer;

/** Waits. */
final class Pause {
  /**
   * Sleeps on the current thread. An interrupted thread continues at once and stays interrupted.
   */
  static final Pause ASLEEP = new Pause(Pause::sleep);

  private final Consumer<Duration> way;

  Pause(Consumer<Duration> way) {
    this.way = way;
  }

  void rest(Duration time) {
    way.accept(time);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
