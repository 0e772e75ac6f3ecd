package io.elementconnect.local.template;

import io.elementconnect.local.template.Table.Attribute;
import io.elementconnect.local.template.Table.Index;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tables ({@code AWS::DynamoDB::Table}). */
final class Tables {

  private Tables() {}

  static List<Table> read(Resources resources, PhysicalNames names) {
    return resources.ofType("AWS::DynamoDB::Table").stream()
        .map(resource ->
            table(
                names.name(resource.logicalId(), resource.properties().place()),
                resource.properties()))
        .toList();
  }

  private static Table table(String name, Fields properties) {
    if (properties.has("LocalSecondaryIndexes")) {
      throw properties.place("LocalSecondaryIndexes").wrong("local indexes are not understood");
    }
    var types = types(properties);
    return new Table(
        name,
        hash(properties, types),
        key(properties, "RANGE", types),
        properties.list("GlobalSecondaryIndexes").stream()
            .map(index -> index(index, types))
            .toList(),
        properties.fields("TimeToLiveSpecification").flatMap(Tables::ttlAttribute));
  }

  private static Map<String, String> types(Fields properties) {
    var types = new HashMap<String, String>();
    for (var attribute : properties.list("AttributeDefinitions")) {
      var name = attribute.requiredText("AttributeName");
      var type = attribute.requiredText("AttributeType");
      if (types.put(name, type) != null) {
        throw attribute.place().wrong(name + " is defined a second time");
      }
    }
    return types;
  }

  private static Index index(Fields index, Map<String, String> types) {
    var projection = index.requiredFields("Projection");
    var type = projection.requiredText("ProjectionType");
    if (!type.equals("KEYS_ONLY") && !type.equals("ALL")) {
      throw projection.place("ProjectionType").wrong("must be KEYS_ONLY or ALL");
    }
    return new Index(
        index.requiredText("IndexName"), hash(index, types), key(index, "RANGE", types), type);
  }

  private static Attribute hash(Fields keyed, Map<String, String> types) {
    return key(keyed, "HASH", types)
        .orElseThrow(() -> keyed.place("KeySchema").wrong("has no HASH key"));
  }

  private static Optional<Attribute> key(Fields keyed, String kind, Map<String, String> types) {
    return keyed.list("KeySchema").stream()
        .filter(key -> key.requiredText("KeyType").equals(kind))
        .map(key -> {
          var name = key.requiredText("AttributeName");
          var type = types.get(name);
          if (type == null) {
            throw key.place("AttributeName").wrong(name + " is not in AttributeDefinitions");
          }
          return new Attribute(name, type);
        })
        .findFirst();
  }

  private static Optional<String> ttlAttribute(Fields specification) {
    return specification.flag("Enabled")
        ? Optional.of(specification.requiredText("AttributeName"))
        : Optional.empty();
  }
}
