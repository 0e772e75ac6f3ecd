package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks into a template as it is written, nothing in it resolved. */
final class Parts {
  private Parts() {}

  /** The resources of one type, by logical id. */
  static Map<String, Part> ofType(Mapping file, String type) {
    return fields(file, "Resources").entrySet().stream()
        .filter(resource -> written(at(resource.getValue(), "Type")).equals(type))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /** The properties of the resources of one type. */
  static List<Part> properties(Mapping file, String type) {
    return ofType(file, type).values().stream()
        .map(resource -> at(resource, "Properties"))
        .toList();
  }

  /** What stands under these names, one in the other. */
  static Part at(Part part, String... path) {
    for (var name : path) {
      part = Objects.requireNonNull(((Mapping) part).fields().get(name), name);
    }
    return part;
  }

  static Map<String, Part> fields(Part part, String... path) {
    return ((Mapping) at(part, path)).fields();
  }

  static List<Part> items(Part part, String... path) {
    return ((Sequence) at(part, path)).items();
  }

  static Stream<Part> oneOrMore(Part part) {
    return part instanceof Sequence(_, var items) ? items.stream() : Stream.of(part);
  }

  /** A text as it is; a function of one text, or of a resource's attribute, in its short form. */
  static String written(Part part) {
    return switch (part) {
      case Scalar(_, var text) -> text;
      case Call(_, var function, Scalar(_, var argument)) -> "!" + function + " " + argument;
      case Call(_, var function, Sequence(_, var arguments)) when function.equals("GetAtt") ->
          "!GetAtt " + arguments.stream().map(Parts::written).collect(Collectors.joining("."));
      case Part other -> throw other.place().wrong("is written in a way the tests cannot name");
    };
  }

  static String written(Part part, String... path) {
    return written(at(part, path));
  }
}
