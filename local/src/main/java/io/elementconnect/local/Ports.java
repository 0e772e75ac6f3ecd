package io.elementconnect.local;

/**
 * The four ports of a stack, one after the other.
 *
 * @param base the API's
 */
public record Ports(int base) {
  /** What {@code ./run} takes when no other is named. */
  static final int STANDARD_BASE = 8080;

  private static final int MAX = 65_535 - 3;

  /**
   * The ports from a base on.
   *
   * @throws IllegalArgumentException when the base is not a port that leaves room for three more
   */
  public Ports {
    if (base < 1 || base > MAX) {
      throw new IllegalArgumentException("the port must be a number from 1 to " + MAX);
    }
  }

  int api() {
    return base;
  }

  int frontend() {
    return base + 1;
  }

  int simulator() {
    return base + 2;
  }

  int aws() {
    return base + 3;
  }
}
