package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What template.yaml says and the local stack does not look at, compared with unread.txt. A part is
 * read when the reader refuses a template that has nothing but unknown functions there.
 */
class UnreadTest {
  private final Mapping file = YamlFile.read(Project.file("template.yaml"));
  private final Set<String> unread = new TreeSet<>();

  @Test
  void the_local_stack_reads_everything_but_what_is_listed() {
    for (var section : List.of("Globals", "Resources")) {
      search(Parts.at(file, section), section, part -> with(file, section, part));
    }

    assertThat(unread).containsExactlyInAnyOrderElementsOf(Project.lines("unread.txt"));
  }

  /**
   * Finds the parts that are not read: the outermost only, but each property by itself.
   *
   * @param file the whole template with another part in this one's place
   */
  private void search(Part part, String path, UnaryOperator<Part> file) {
    if (!path.endsWith(".Properties") && !isRead(file.apply(unresolvable(part)))) {
      unread.add(path);
      return;
    }
    switch (part) {
      case Mapping(_, var fields) ->
          fields.forEach((name, field) ->
              search(
                  field,
                  path + "." + kind(name, field),
                  other -> file.apply(with((Mapping) part, name, other))));
      case Sequence(var place, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          var index = i;
          search(
              items.get(i),
              path + "[]",
              other -> {
                var changed = new ArrayList<>(items);
                changed.set(index, other);
                return file.apply(new Sequence(place, changed));
              });
        }
      }
      case Call _, Scalar _ -> {}
    }
  }

  /** Resources and events are listed by their type, not by their name. */
  private static String kind(String name, Part part) {
    return part instanceof Mapping(_, var fields)
            && fields.get("Type") instanceof Scalar(_, var type)
        ? type
        : name;
  }

  private static boolean isRead(Part file) {
    try {
      TemplateReader.read((Mapping) file, Project.PARAMETERS, "demo");
      return false;
    } catch (TemplateException e) {
      return true;
    }
  }

  private static Part unresolvable(Part part) {
    return switch (part) {
      case Mapping(var place, var fields) when !fields.isEmpty() -> {
        var changed = new LinkedHashMap<String, Part>();
        fields.forEach((name, field) -> changed.put(name, unresolvable(field)));
        yield new Mapping(place, changed);
      }
      case Sequence(var place, var items) when !items.isEmpty() ->
          new Sequence(place, items.stream().map(UnreadTest::unresolvable).toList());
      case Part leaf -> new Call(leaf.place(), "Unknown", leaf);
    };
  }

  private static Mapping with(Mapping mapping, String name, Part part) {
    Map<String, Part> fields = new LinkedHashMap<>(mapping.fields());
    fields.put(name, part);
    return new Mapping(mapping.place(), fields);
  }
}
