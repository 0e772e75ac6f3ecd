package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.Node.Call;
import io.elementconnect.local.template.Node.Fields;
import io.elementconnect.local.template.Node.Items;
import io.elementconnect.local.template.Node.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What template.yaml says and the local stack does not look at, compared with unread.txt. A part is
 * read when the reader refuses a template that has nothing but unknown functions there.
 */
class UnreadTest {
  private final Node file = YamlFile.read(Project.file("template.yaml"));
  private final Set<String> unread = new TreeSet<>();

  @Test
  void the_local_stack_reads_everything_but_what_is_listed() {
    for (var section : List.of("Globals", "Resources")) {
      search(Parts.at(file, section), section, node -> with(file, section, node));
    }

    assertThat(unread).containsExactlyInAnyOrderElementsOf(Project.lines("unread.txt"));
  }

  /**
   * Finds the parts that are not read: the outermost only, but each property by itself.
   *
   * @param file the whole template with another part in this one's place
   */
  private void search(Node node, String path, UnaryOperator<Node> file) {
    if (!path.endsWith(".Properties") && !isRead(file.apply(unresolvable(node)))) {
      unread.add(path);
      return;
    }
    switch (node.content()) {
      case Fields(var fields) ->
          fields.forEach((name, field) ->
              search(
                  field,
                  path + "." + kind(name, field),
                  other -> file.apply(with(node, name, other))));
      case Items(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          var index = i;
          search(
              items.get(i),
              path + "[]",
              other -> {
                var changed = new ArrayList<>(items);
                changed.set(index, other);
                return file.apply(node.with(new Items(changed)));
              });
        }
      }
      case Call _, Text _ -> {}
    }
  }

  /** Resources and events are listed by their type, not by their name. */
  private static String kind(String name, Node node) {
    return node.content() instanceof Fields(var fields)
            && fields.get("Type") instanceof Node(_, Text(var type), _)
        ? type
        : name;
  }

  private static boolean isRead(Node file) {
    try {
      Template.read(file, Project.PARAMETERS, "demo");
      return false;
    } catch (TemplateException e) {
      return true;
    }
  }

  private static Node unresolvable(Node node) {
    return switch (node.content()) {
      case Fields(var fields) when !fields.isEmpty() -> {
        var changed = new LinkedHashMap<String, Node>();
        fields.forEach((name, field) -> changed.put(name, unresolvable(field)));
        yield node.with(new Fields(changed));
      }
      case Items(var items) when !items.isEmpty() ->
          node.with(new Items(items.stream().map(UnreadTest::unresolvable).toList()));
      default -> node.with(new Call("Unknown", node));
    };
  }

  private static Node with(Node mapping, String name, Node field) {
    var fields = new LinkedHashMap<>(((Fields) mapping.content()).fields());
    fields.put(name, field);
    return mapping.with(new Fields(fields));
  }
}
