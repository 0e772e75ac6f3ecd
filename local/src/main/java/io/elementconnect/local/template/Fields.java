package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one mapping, each resolved only when it is asked for. Every method throws a {@link
 * TemplateException} that names the field when that is of another kind than asked for.
 */
final class Fields {
  private final Mapping mapping;
  private final Resolver resolver;

  Fields(Mapping mapping, Resolver resolver) {
    this.mapping = mapping;
    this.resolver = resolver;
  }

  Place place() {
    return mapping.place();
  }

  /** Where a field stands; where the mapping stands when it has no such field. */
  Place place(String name) {
    var part = mapping.fields().get(name);
    return part == null ? place() : part.place();
  }

  /** Whether the condition of this resource, if it has one, holds. */
  boolean exists() {
    var condition = mapping.fields().get("Condition");
    return condition == null || resolver.holds(resolver.literal(condition), condition.place());
  }

  /** Whether the field is there and not {@code AWS::NoValue}. */
  boolean has(String name) {
    return part(name).isPresent();
  }

  /** The names of all fields, in the order of the file. */
  Set<String> names() {
    return mapping.fields().keySet();
  }

  /** Refuses every field but these, where it stands. */
  void only(String... known) {
    names().stream()
        .filter(name -> !List.of(known).contains(name))
        .forEach(name -> refuse(name, "is not understood here"));
  }

  /** Refuses a field if it is there. */
  void refuse(String name, String why) {
    if (mapping.fields().containsKey(name)) {
      throw place(name).wrong(why);
    }
  }

  Optional<String> text(String name) {
    return part(name).map(resolver::text);
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** The texts of a list; none when the field is missing. */
  List<String> texts(String name) {
    return parts(name).stream().map(resolver::text).toList();
  }

  /** The texts of a required list, or the one text that stands there instead. */
  List<String> oneOrMore(String name) {
    return part(name).orElseThrow(() -> missing(name)) instanceof Part.Sequence
        ? texts(name)
        : List.of(requiredText(name));
  }

  boolean flag(String name) {
    return switch (text(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw place(name).wrong("must be true or false");
    };
  }

  Duration seconds(String name, int absent) {
    var text = text(name).orElse(Integer.toString(absent));
    if (!text.matches("[0-9]{1,6}")) {
      throw place(name).wrong("must be a number of seconds");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  Optional<Fields> fields(String name) {
    return part(name).map(part -> new Fields(resolver.mapping(part), resolver));
  }

  Fields requiredFields(String name) {
    return fields(name).orElseThrow(() -> missing(name));
  }

  /** The mappings of a list; none when the field is missing. */
  List<Fields> list(String name) {
    return parts(name).stream().map(part -> new Fields(resolver.mapping(part), resolver)).toList();
  }

  /** The mappings in this mapping, by name. */
  Map<String, Fields> entries() {
    var entries = new LinkedHashMap<String, Fields>();
    mapping
        .fields()
        .keySet()
        .forEach(name -> fields(name).ifPresent(one -> entries.put(name, one)));
    return entries;
  }

  /** The texts in this mapping, by name. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    mapping.fields().keySet().forEach(name -> text(name).ifPresent(one -> texts.put(name, one)));
    return texts;
  }

  private TemplateException missing(String name) {
    return place().wrong("has no " + name);
  }

  private List<Part> parts(String name) {
    return part(name).map(resolver::items).orElse(List.of());
  }

  private Optional<Part> part(String name) {
    return Optional.ofNullable(mapping.fields().get(name)).flatMap(resolver::resolve);
  }
}
