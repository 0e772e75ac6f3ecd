package io.elementconnect.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object from outside, read field by field. What is missing or of another type becomes a
 * {@link FieldError}, all of them in one list; so does each field that nobody asked for, with
 * {@link #refuseOthers}.
 */
public final class JsonObject {
  private final String path;
  private final Map<?, ?> fields;
  private final List<FieldError> faults;
  private final Set<String> asked = new LinkedHashSet<>();

  private JsonObject(String path, Map<?, ?> fields, List<FieldError> faults) {
    this.path = path;
    this.fields = fields;
    this.faults = faults;
  }

  /**
   * The outermost object.
   *
   * @param faults where all that is found wrong is added
   */
  public static JsonObject root(Map<String, Object> fields, List<FieldError> faults) {
    return new JsonObject("", fields, faults);
  }

  public void fault(String field, String reason) {
    faults.add(new FieldError(path + field, reason));
  }

  /** A text that has to be there and to hold something; empty, with a fault, when it does not. */
  public String required(String name) {
    var text = text(name);
    if (!fields.containsKey(name) || text.filter(String::isEmpty).isPresent()) {
      fault(name, "is required");
    }
    return text.orElse("");
  }

  /** A text that may be missing. */
  public Optional<String> text(String name) {
    return value(name, String.class, "must be a text");
  }

  /** True, or false when it is missing. */
  public boolean flag(String name) {
    return value(name, Boolean.class, "must be true or false").orElse(false);
  }

  /** A whole number that has to be there; 0, with a fault, when it is not. */
  public long requiredNumber(String name) {
    if (!fields.containsKey(name)) {
      asked.add(name);
      fault(name, "is required");
      return 0;
    }
    return number(name).orElse(0L);
  }

  /** A whole number that may be missing. */
  public Optional<Long> number(String name) {
    var number = value(name, Number.class, "must be a whole number");
    if (number.isPresent() && !isWhole(number.get())) {
      fault(name, "must be a whole number");
      return Optional.empty();
    }
    return number.map(Number::longValue);
  }

  /** A list of texts; empty when it is missing. */
  public List<String> texts(String name) {
    return items(name, String.class, "must be a list of texts");
  }

  /** A list of whole numbers; empty when it is missing. */
  public List<Long> numbers(String name) {
    var reason = "must be a list of whole numbers";
    var numbers = items(name, Number.class, reason);
    if (!numbers.stream().allMatch(JsonObject::isWhole)) {
      fault(name, reason);
      return List.of();
    }
    return numbers.stream().map(Number::longValue).toList();
  }

  /** An object whose values are all texts; empty when it is missing. */
  public Map<String, String> textMap(String name) {
    var texts = new LinkedHashMap<String, String>();
    value(name, Map.class, "must be an object")
        .ifPresent(map -> {
          for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            if (entry.getValue() instanceof String text) {
              texts.put((String) entry.getKey(), text);
            } else {
              fault(name + "." + entry.getKey(), "must be a text");
            }
          }
        });
    return texts;
  }

  /** An object that may be missing, to be read like this one. */
  public Optional<JsonObject> object(String name) {
    return value(name, Map.class, "must be an object")
        .map(map -> new JsonObject(path + name + ".", map, faults));
  }

  /** A list of objects, each to be read in the same way; empty when it is missing. */
  public List<JsonObject> objects(String name) {
    var objects = new ArrayList<JsonObject>();
    for (Map<?, ?> map : items(name, Map.class, "must be a list of objects")) {
      objects.add(new JsonObject(path + name + "[" + objects.size() + "].", map, faults));
    }
    return objects;
  }

  /** Makes a fault of each field that was not asked for until now. */
  public void refuseOthers() {
    for (var name : fields.keySet()) {
      if (!asked.contains(String.valueOf(name))) {
        fault(String.valueOf(name), "is not known");
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
        fault(name, reason);
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
      fault(name, reason);
    }
    return Optional.empty();
  }
}
