package io.elementconnect.local.template;

import io.elementconnect.local.template.Node.Call;
import io.elementconnect.local.template.Node.Items;
import io.elementconnect.local.template.Node.Text;
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
  static Map<String, Node> ofType(Node file, String type) {
    return fields(file, "Resources").entrySet().stream()
        .filter(resource -> written(at(resource.getValue(), "Type")).equals(type))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /** The properties of the resources of one type. */
  static List<Node> properties(Node file, String type) {
    return ofType(file, type).values().stream()
        .map(resource -> at(resource, "Properties"))
        .toList();
  }

  /** What stands under these names, one in the other. */
  static Node at(Node node, String... path) {
    for (var name : path) {
      node = Objects.requireNonNull(((Node.Fields) node.content()).fields().get(name), name);
    }
    return node;
  }

  static Map<String, Node> fields(Node node, String... path) {
    return ((Node.Fields) at(node, path).content()).fields();
  }

  static List<Node> items(Node node, String... path) {
    return ((Items) at(node, path).content()).items();
  }

  static Stream<Node> oneOrMore(Node node) {
    return node.content() instanceof Items(var items) ? items.stream() : Stream.of(node);
  }

  /** A text as it is; a function of one text, or of a resource's attribute, in its short form. */
  static String written(Node node) {
    return switch (node.content()) {
      case Text(var text) -> text;
      case Call(var function, Node(_, Text(var argument), _)) -> "!" + function + " " + argument;
      case Call(var function, Node(_, Items(var arguments), _)) when function.equals("GetAtt") ->
          "!GetAtt " + arguments.stream().map(Parts::written).collect(Collectors.joining("."));
      default -> throw node.wrong("is written in a way the tests cannot name");
    };
  }

  static String written(Node node, String... path) {
    return written(at(node, path));
  }
}
