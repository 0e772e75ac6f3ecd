package io.elementconnect.local.template;

import java.util.List;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param name its physical name
 * @param ttlAttribute the attribute that holds an item's end of life, in epoch seconds
 */
public record Table(
    String name,
    Attribute hash,
    Optional<Attribute> range,
    List<Index> indexes,
    Optional<String> ttlAttribute) {

  public Table {
    indexes = List.copyOf(indexes);
  }

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
}
