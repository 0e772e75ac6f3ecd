package io.elementconnect.json;

import org.jspecify.annotations.Nullable;

/**
 * An error in one field of a request or a file.
 *
 * @param field the path of the field, such as {@code configuration.infusionsoft.server}
 * @param label what a form calls the field, such as {@code Infusionsoft server}; null for a field
 *     that no form shows
 * @param reason what is wrong with it, without its value, such as {@code is required}
 */
public record FieldError(String field, @Nullable String label, String reason) {

  public FieldError(String field, String reason) {
    this(field, null, reason);
  }

  /** The same error, with the field's label. */
  public FieldError labelled(String name) {
    return new FieldError(field, name, reason);
  }

  @Override
  public String toString() {
    return (label == null ? field : label + " (" + field + ")") + " " + reason;
  }
}
