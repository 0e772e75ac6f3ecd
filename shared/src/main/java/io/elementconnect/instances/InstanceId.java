package io.elementconnect.instances;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number that identifies an instance at Cloud Elements. */
public record InstanceId(long value) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

  public InstanceId {
    if (value <= 0) {
      throw new IllegalArgumentException("not an instance id");
    }
  }

  /**
   * Returns the instance id in a request: 1 to 18 digits without leading zeros. Empty for anything
   * else.
   */
  public static Optional<InstanceId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new InstanceId(Long.parseLong(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
