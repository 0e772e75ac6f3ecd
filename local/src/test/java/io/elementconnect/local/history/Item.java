package io.elementconnect.local.history;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a table as it lies there. */
record Item(Map<String, AttributeValue> attributes) {
  String text(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s).orElse("");
  }

  /** 0 when there is none, which no number here can be but {@code releases}. */
  long number(String name) {
    return Optional.ofNullable(attributes.get(name))
        .map(AttributeValue::n)
        .map(Long::valueOf)
        .orElse(0L);
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  String status() {
    return text("status");
  }

  boolean stands(Set<String> statuses) {
    return statuses.contains(status());
  }
}
