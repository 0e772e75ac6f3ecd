package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as CloudFormation takes it: its short tags are intrinsic functions; anchors, null values and
 * keys that stand twice are refused.
 */
final class YamlFile {

  private YamlFile() {}

  static Mapping read(Path file) {
    var whole = new Place(file.getFileName().toString(), 1, "");
    try (var reader = Files.newBufferedReader(file)) {
      var root = new Yaml(new LoaderOptions()).compose(reader);
      if (root != null && part(root, whole) instanceof Mapping mapping) {
        return mapping;
      }
      throw whole.wrong("is not a mapping");
    } catch (IOException e) {
      throw whole.wrong("cannot be read");
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw new Place(whole.file(), mark == null ? 1 : mark.getLine() + 1, "")
          .wrong("is not YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw whole.wrong("is not YAML: " + oneLine(Objects.requireNonNullElse(e.getMessage(), "")));
    }
  }

  private static Part part(Node node, Place place) {
    if (node.getAnchor() != null) {
      throw place.wrong("CloudFormation knows no anchors");
    }
    if (node.getTag().equals(Tag.NULL)) {
      throw place.wrong("has no value");
    }
    var plain =
        switch (node) {
          case ScalarNode scalar -> new Scalar(place, scalar.getValue());
          case SequenceNode sequence -> sequence(sequence, place);
          case MappingNode mapping -> mapping(mapping, place);
          default -> throw place.wrong("is no part of YAML that CloudFormation knows");
        };
    return node.getTag().getValue().startsWith("!")
        ? new Call(place, node.getTag().getValue().substring(1), plain)
        : plain;
  }

  private static Part sequence(SequenceNode node, Place place) {
    var items = new ArrayList<Part>();
    for (Node item : node.getValue()) {
      items.add(part(item, place.item(items.size(), line(item))));
    }
    return new Sequence(place, List.copyOf(items));
  }

  private static Part mapping(MappingNode node, Place place) {
    var fields = new LinkedHashMap<String, Part>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw place.wrong("has a key that is no text");
      }
      var at = place.field(key.getValue(), line(key));
      if (fields.put(key.getValue(), part(tuple.getValueNode(), at)) != null) {
        throw at.wrong("stands here a second time");
      }
    }
    return longForm(new Mapping(place, Collections.unmodifiableMap(fields)));
  }

  private static Part longForm(Mapping mapping) {
    if (mapping.fields().size() != 1) {
      return mapping;
    }
    var only = mapping.fields().entrySet().iterator().next();
    var name = only.getKey();
    if (name.equals("Ref") || name.equals("Condition")) {
      return new Call(mapping.place(), name, only.getValue());
    }
    return name.startsWith("Fn::")
        ? new Call(mapping.place(), name.substring("Fn::".length()), only.getValue())
        : mapping;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ").strip();
  }
}
