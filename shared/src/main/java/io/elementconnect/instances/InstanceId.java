package io.elementconnect.instances;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number by which Cloud Elements knows an instance. */
public record InstanceId(long value) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,17}");

  public InstanceId {
    if (value <= 0) {
      throw new IllegalArgumentException("not an instance id");
    }
  }

  /** The instance id that a caller wrote: digits without leading zeros. */
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
