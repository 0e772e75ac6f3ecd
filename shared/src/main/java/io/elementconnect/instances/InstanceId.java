package io.elementconnect.instances;

import io.elementconnect.json.JsonObject;
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

  /**
   * Reads an optional field: the number, or its decimal text. When it has another form, an error is
   * added and the result is empty.
   */
  public static Optional<InstanceId> read(JsonObject json, String field) {
    var text = json.numberOrText(field);
    var id = text.flatMap(InstanceId::parse);
    if (text.isPresent() && id.isEmpty()) {
      json.addError(field, "must be a positive number of at most 18 digits");
    }
    return id;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
