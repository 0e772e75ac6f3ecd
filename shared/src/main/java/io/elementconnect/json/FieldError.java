package io.elementconnect.json;

/**
 * Something that is wrong with what was sent.
 *
 * @param field where, such as {@code configuration.infusionsoft.server}
 * @param reason what about it, without its value, such as {@code is required}
 */
public record FieldError(String field, String reason) {
  @Override
  public String toString() {
    return field + " " + reason;
  }
}
