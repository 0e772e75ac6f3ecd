package io.elementconnect.local.simulator;

/**
 * What the next calls of a route get instead of their answer.
 *
 * @param times how many calls, at least 1
 */
public record Fault(Route route, Kind kind, Effect effect, int times) {

  /**
   * Checks the number of times.
   *
   * @throws IllegalArgumentException when {@code times} is below 1
   */
  public Fault {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
  }

  /** What the caller sees. */
  public sealed interface Kind {}

  /** An error envelope with this status, 400 to 599. */
  public record Status(int status) implements Kind {
    /**
     * Checks the status.
     *
     * @throws IllegalArgumentException when it is not an error's status
     */
    public Status {
      if (!isError(status)) {
        throw new IllegalArgumentException("status must be from 400 to 599");
      }
    }

    static boolean isError(int status) {
      return status >= 400 && status <= 599;
    }
  }

  /** Status 200, labelled as JSON, with this text as the body. */
  public record Body(String text) implements Kind {}

  /** The connection is closed without an answer. */
  public record Close() implements Kind {}

  /** Whether the call does its work. */
  public enum Effect {
    /** The fault comes before the work: nothing happens. */
    BEFORE,
    /** The work is done, and the fault takes the place of its answer. */
    AFTER
  }
}
