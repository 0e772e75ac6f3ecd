package io.elementconnect.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** The attributes of an item, from which a record is built. A missing attribute is null. */
final class Row {
  private final Map<String, Object> values = new HashMap<>();

  @Nullable String text(String name) {
    return (String) values.get(name);
  }

  @Nullable Long number(String name) {
    return (Long) values.get(name);
  }

  @Nullable Instant time(String name) {
    var seconds = number(name);
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  @SuppressWarnings("unchecked") // only the schema adds values, each of its attribute's type
  List<String> texts(String name) {
    return List.copyOf((List<String>) values.getOrDefault(name, List.of()));
  }

  @SuppressWarnings("unchecked")
  Map<String, String> textMap(String name) {
    return Map.copyOf((Map<String, String>) values.getOrDefault(name, Map.of()));
  }

  String requiredText(String name) {
    return required(name, text(name));
  }

  long requiredNumber(String name) {
    return required(name, number(name));
  }

  Instant requiredTime(String name) {
    return required(name, time(name));
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the item has no " + name);
    }
    return value;
  }

  /** Builds the schema of a record: how to get each attribute from the record. */
  static final class Schema<T> {
    private final StaticImmutableTableSchema.Builder<T, Row> builder;

    Schema(Class<T> type, Function<Row, T> make) {
      this.builder =
          StaticImmutableTableSchema.builder(type, Row.class).newItemBuilder(Row::new, make);
    }

    Schema<T> text(String name, Function<T, @Nullable String> getter, StaticAttributeTag... tags) {
      return attribute(name, EnhancedType.of(String.class), getter, tags);
    }

    Schema<T> number(String name, Function<T, @Nullable Long> getter, StaticAttributeTag... tags) {
      return attribute(name, EnhancedType.of(Long.class), getter, tags);
    }

    /** Epoch seconds. */
    Schema<T> time(String name, Function<T, @Nullable Instant> getter) {
      return number(
          name,
          record -> {
            var time = getter.apply(record);
            return time == null ? null : time.getEpochSecond();
          });
    }

    Schema<T> texts(String name, Function<T, List<String>> getter) {
      return attribute(name, EnhancedType.listOf(String.class), getter);
    }

    Schema<T> textMap(String name, Function<T, Map<String, String>> getter) {
      return attribute(name, EnhancedType.mapOf(String.class, String.class), getter);
    }

    TableSchema<T> build() {
      return builder.build();
    }

    private <R> Schema<T> attribute(
        String name,
        EnhancedType<R> type,
        Function<T, ? extends @Nullable R> getter,
        StaticAttributeTag... tags) {
      builder.addAttribute(
          type,
          attribute ->
              attribute
                  .name(name)
                  .getter(getter::apply)
                  .setter((row, value) -> row.values.put(name, value))
                  .tags(tags));
      return this;
    }
  }
}
