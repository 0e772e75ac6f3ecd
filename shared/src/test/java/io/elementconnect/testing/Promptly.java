package io.elementconnect.testing;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Calls what has to be a total function, quick whatever it is given: what it throws is thrown on,
 * and more than 50 ms of the thread's own time fail the test.
 */
public final class Promptly {
  private static final Duration MAX = Duration.ofMillis(50);

  private Promptly() {}

  /** The value of the work, which must have no effect. */
  public static <T> T call(Supplier<T> work) {
    var begun = ownTime();
    var value = work.get();
    if (ownTime().minus(begun).compareTo(MAX) > 0) {
      callAgain(work); // the first call may have loaded classes
    }
    return value;
  }

  private static void callAgain(Supplier<?> work) {
    var begun = ownTime();
    var _ = work.get();
    var taken = ownTime().minus(begun);
    if (taken.compareTo(MAX) > 0) {
      throw new AssertionError("took " + taken.toMillis() + " ms");
    }
  }

  private static Duration ownTime() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }
}
