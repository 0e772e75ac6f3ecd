package io.elementconnect.local.template;

import io.elementconnect.local.template.Node.Call;
import io.elementconnect.local.template.Node.Content;
import io.elementconnect.local.template.Node.Fields;
import io.elementconnect.local.template.Node.Items;
import io.elementconnect.local.template.Node.Place;
import io.elementconnect.local.template.Node.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as CloudFormation takes it: its short tags are intrinsic functions; anchors, null values and
 * repeated keys are refused.
 */
final class YamlFile {
  private YamlFile() {}

  static Node read(Path file) {
    var name = file.getFileName().toString();
    var whole = new Place(name, 1, "");
    try (var reader = Files.newBufferedReader(file)) {
      var root = new Yaml(new LoaderOptions()).compose(reader);
      if (root instanceof MappingNode) {
        return node(root, whole);
      }
      throw new TemplateException(whole, "is not a mapping");
    } catch (IOException e) {
      throw new TemplateException(whole, "cannot be read");
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw notYaml(new Place(name, mark == null ? 1 : mark.getLine() + 1, ""), e.getProblem());
    } catch (YAMLException e) {
      throw notYaml(whole, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private static TemplateException notYaml(Place place, String problem) {
    return new TemplateException(place, "is not YAML: " + problem.replaceAll("\\s+", " ").strip());
  }

  private static Node node(org.yaml.snakeyaml.nodes.Node yaml, Place place) {
    if (yaml.getAnchor() != null) {
      throw new TemplateException(place, "CloudFormation knows no anchors");
    }
    if (yaml.getTag().equals(Tag.NULL)) {
      throw new TemplateException(place, "has no value");
    }
    var content =
        switch (yaml) {
          case ScalarNode scalar -> new Text(scalar.getValue());
          case SequenceNode sequence -> items(sequence, place);
          case MappingNode mapping -> longForm(fields(mapping, place));
          default ->
              throw new TemplateException(place, "is no part of YAML that CloudFormation knows");
        };
    var node = new Node(place, content, Node.NONE);
    var tag = yaml.getTag().getValue();
    return tag.startsWith("!") ? node.with(new Call(tag.substring(1), node)) : node;
  }

  private static Items items(SequenceNode yaml, Place place) {
    var items = new ArrayList<Node>();
    for (var item : yaml.getValue()) {
      items.add(node(item, at(place, place.path() + "[" + items.size() + "]", item)));
    }
    return new Items(items);
  }

  private static Fields fields(MappingNode yaml, Place place) {
    var fields = new LinkedHashMap<String, Node>();
    for (var tuple : yaml.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException(place, "has a key that is no text");
      }
      var name = key.getValue();
      var at = at(place, place.path().isEmpty() ? name : place.path() + "." + name, key);
      if (fields.put(name, node(tuple.getValueNode(), at)) != null) {
        throw new TemplateException(at, "stands here a second time");
      }
    }
    return new Fields(Collections.unmodifiableMap(fields));
  }

  private static Place at(Place parent, String path, org.yaml.snakeyaml.nodes.Node yaml) {
    return new Place(parent.file(), yaml.getStartMark().getLine() + 1, path);
  }

  private static Content longForm(Fields mapping) {
    if (mapping.fields().size() != 1) {
      return mapping;
    }
    var only = mapping.fields().entrySet().iterator().next();
    var name = only.getKey();
    return name.equals("Ref") || name.equals("Condition") || name.startsWith("Fn::")
        ? new Call(name.replaceFirst("^Fn::", ""), only.getValue())
        : mapping;
  }
}
