package io.elementconnect.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object from outside, read field by field. Each field that is missing or has another type
 * adds a {@link FieldError} to one list; with {@link #refuseOthers}, so does each unknown field.
 */
public final class JsonObject {
  private final String path;
  private final Map<?, ?> fields;
  private final List<FieldError> errors;
  private final Set<String> asked = new LinkedHashSet<>();

  private JsonObject(String path, Map<?, ?> fields, List<FieldError> errors) {
    this.path = path;
    this.fields = fields;
    this.errors = errors;
  }

  /**
   * Returns the outermost object.
   *
   * @param errors the list that every error is added to
   */
  public static JsonObject root(Map<String, Object> fields, List<FieldError> errors) {
    return new JsonObject("", fields, errors);
  }

  public void addError(String field, String reason) {
    errors.add(new FieldError(path + field, reason));
  }

  /** A required string that is not blank; empty, with an error, when it is missing. */
  public String required(String name) {
    var text = text(name);
    if (!fields.containsKey(name) || text.filter(String::isEmpty).isPresent()) {
      addError(name, "is required");
    }
    return text.orElse("");
  }

  /** An optional string. */
  public Optional<String> text(String name) {
    return value(name, String.class, "must be a text");
  }

  /** An optional boolean; false when it is missing. */
  public boolean flag(String name) {
    return value(name, Boolean.class, "must be true or false").orElse(false);
  }

  /** A required integer; 0, with an error, when it is missing. */
  public long requiredNumber(String name) {
    if (!fields.containsKey(name)) {
      asked.add(name);
      addError(name, "is required");
      return 0;
    }
    return number(name).orElse(0L);
  }

  /** An optional integer. */
  public Optional<Long> number(String name) {
    var number = value(name, Number.class, "must be a whole number");
    if (number.isPresent() && !isWhole(number.get())) {
      addError(name, "must be a whole number");
      return Optional.empty();
    }
    return number.map(Number::longValue);
  }

  /** An optional integer or string, as text. */
  public Optional<String> numberOrText(String name) {
    return fields.get(name) instanceof String ? text(name) : number(name).map(String::valueOf);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A list of strings; empty when it is missing. */
  public List<String> texts(String name) {
    return items(name, String.class, "must be a list of texts");
  }

  /** A list of integers; empty when it is missing. */
  public List<Long> numbers(String name) {
    var reason = "must be a list of whole numbers";
    var numbers = items(name, Number.class, reason);
    if (!numbers.stream().allMatch(JsonObject::isWhole)) {
      addError(name, reason);
      return List.of();
    }
    return numbers.stream().map(Number::longValue).toList();
  }

  /** An object whose values are all strings; empty when it is missing. */
  public Map<String, String> textMap(String name) {
    var texts = new LinkedHashMap<String, String>();
    value(name, Map.class, "must be an object")
        .ifPresent(map -> {
          for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            if (entry.getValue() instanceof String text) {
              texts.put((String) entry.getKey(), text);
            } else {
              addError(name + "." + entry.getKey(), "must be a text");
            }
          }
        });
    return texts;
  }

  /** An optional object, whose errors go to the same list. */
  public Optional<JsonObject> object(String name) {
    return value(name, Map.class, "must be an object")
        .map(map -> new JsonObject(path + name + ".", map, errors));
  }

  /** A list of objects, whose errors go to the same list; empty when it is missing. */
  public List<JsonObject> objects(String name) {
    var objects = new ArrayList<JsonObject>();
    for (Map<?, ?> map : items(name, Map.class, "must be a list of objects")) {
      objects.add(new JsonObject(path + name + "[" + objects.size() + "].", map, errors));
    }
    return objects;
  }

  /** Adds an error for each field that has not been read. */
  public void refuseOthers() {
    for (var name : fields.keySet()) {
      if (!asked.contains(String.valueOf(name))) {
        addError(String.valueOf(name), "is not known");
      }
    }
  }

  private static boolean isWhole(Number number) {
    return number.doubleValue() == number.longValue();
  }

  private <T> List<T> items(String name, Class<T> type, String reason) {
    var items = value(name, List.class, reason).orElse(List.of());
    var typed = new ArrayList<T>();
    for (Object item : items) {
      if (!type.isInstance(item)) {
        addError(name, reason);
        return List.of();
      }
      typed.add(type.cast(item));
    }
    return typed;
  }

  private <T> Optional<T> value(String name, Class<T> type, String reason) {
    asked.add(name);
    var value = fields.get(name);
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    if (fields.containsKey(name)) {
      addError(name, reason);
    }
    return Optional.empty();
  }
}
