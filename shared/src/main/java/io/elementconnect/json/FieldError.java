package io.elementconnect.json;

/**
 * An error in one field of a request or a file.
 *
 * @param field the path of the field, such as {@code configuration.infusionsoft.server}
 * @param reason what is wrong with it, without its value, such as {@code is required}
 */
public record FieldError(String field, String reason) {
  @Override
  public String toString() {
    return field + " " + reason;
  }
}
