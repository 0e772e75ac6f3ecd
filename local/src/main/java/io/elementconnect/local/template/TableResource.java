package io.elementconnect.local.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DynamoDB table ({@code AWS::DynamoDB::Table}).
 *
 * @param name its physical name
 * @param ttlAttribute the attribute that holds an item's end of life, in epoch seconds
 */
public record TableResource(
    String name,
    Attribute hash,
    Optional<Attribute> range,
    List<Index> indexes,
    Optional<String> ttlAttribute) {

  /**
   * An attribute of a key.
   *
   * @param type {@code S}, {@code N} or {@code B}
   */
  public record Attribute(String name, String type) {}

  /**
   * A global secondary index.
   *
   * @param projection {@code KEYS_ONLY} or {@code ALL}
   */
  public record Index(String name, Attribute hash, Optional<Attribute> range, String projection) {}

  static List<TableResource> read(Resources resources) {
    return resources.ofType("AWS::DynamoDB::Table").stream()
        .map(table ->
            table(resources.name(table.logicalId(), table.properties()), table.properties()))
        .toList();
  }

  private static TableResource table(String name, Node properties) {
    if (properties.has("LocalSecondaryIndexes")) {
      throw properties.wrong("LocalSecondaryIndexes", "local indexes are not understood");
    }
    var types = new HashMap<String, String>();
    for (var attribute : properties.items("AttributeDefinitions")) {
      var defined = attribute.text("AttributeName");
      if (types.put(defined, attribute.text("AttributeType")) != null) {
        throw attribute.wrong(defined + " is defined a second time");
      }
    }
    return new TableResource(
        name,
        hash(properties, types),
        key(properties, "RANGE", types),
        properties.items("GlobalSecondaryIndexes").stream()
            .map(index -> index(index, types))
            .toList(),
        properties
            .find("TimeToLiveSpecification")
            .filter(ttl -> ttl.flag("Enabled"))
            .map(ttl -> ttl.text("AttributeName")));
  }

  private static Index index(Node index, Map<String, String> types) {
    var projection = index.get("Projection");
    var type = projection.text("ProjectionType");
    if (!type.equals("KEYS_ONLY") && !type.equals("ALL")) {
      throw projection.wrong("ProjectionType", "must be KEYS_ONLY or ALL");
    }
    return new Index(index.text("IndexName"), hash(index, types), key(index, "RANGE", types), type);
  }

  private static Attribute hash(Node keyed, Map<String, String> types) {
    return key(keyed, "HASH", types).orElseThrow(() -> keyed.wrong("KeySchema", "has no HASH key"));
  }

  private static Optional<Attribute> key(Node keyed, String kind, Map<String, String> types) {
    return keyed.items("KeySchema").stream()
        .filter(key -> key.text("KeyType").equals(kind))
        .map(key -> {
          var name = key.text("AttributeName");
          var type = types.get(name);
          if (type == null) {
            throw key.wrong("AttributeName", name + " is not in AttributeDefinitions");
          }
          return new Attribute(name, type);
        })
        .findFirst();
  }
}
