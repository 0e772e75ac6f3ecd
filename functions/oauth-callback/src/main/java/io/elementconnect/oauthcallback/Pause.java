package io.elementconnect.oauthcallback;

import java.time.Duration;
import java.util.function.Consumer;

/** Lets time pass. */
final class Pause {
  /** On the thread itself. One that is interrupted goes on at once, to meet it in its next call. */
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
