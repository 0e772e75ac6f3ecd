package io.elementconnect.local.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /instances}; what this simulation has no use for is left out. */
@JsonIgnoreProperties(ignoreUnknown = true)
record NewInstance(
    @Nullable ElementReference element,
    @Nullable Map<String, @Nullable JsonNode> providerData,
    @Nullable Map<String, @Nullable JsonNode> configuration,
    @Nullable List<@Nullable String> tags,
    @Nullable String name,
    @Nullable Boolean eventsEnabled) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ElementReference(@Nullable String key, @Nullable Long id) {}

  /** False when a value is of a kind that its field does not take. */
  boolean isWellFormed() {
    return values(configuration).stream().allMatch(JsonNode::isValueNode)
        && (tags == null || tags.stream().allMatch(Objects::nonNull));
  }

  Optional<String> elementKeyOrId() {
    var reference = element;
    if (reference == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(reference.key())
        .or(() -> Optional.ofNullable(reference.id()).map(id -> Long.toString(id)));
  }

  Optional<String> code() {
    return text(providerData, "code");
  }

  /** A stated configuration value that is not blank. */
  Optional<String> configured(String key) {
    return text(configuration, key);
  }

  Set<String> configurationKeys() {
    return configuration == null ? Set.of() : configuration.keySet();
  }

  List<String> missing(List<String> required) {
    return required.stream().filter(key -> configured(key).isEmpty()).toList();
  }

  /** The name without HTML tags, as Cloud Elements keeps it. */
  String plainName() {
    return name == null ? "" : name.replaceAll("<[^>]*>", "").strip();
  }

  List<String> givenTags() {
    return tags == null ? List.of() : tags.stream().<String>map(Objects::requireNonNull).toList();
  }

  @Override
  public String toString() {
    return "NewInstance[" + element + "]";
  }

  private static Optional<String> text(
      @Nullable Map<String, @Nullable JsonNode> values, String key) {
    return Optional.ofNullable(values)
        .flatMap(it -> Optional.ofNullable(it.get(key)))
        .filter(value -> value.isValueNode() && !value.isNull())
        .map(JsonNode::asText)
        .filter(value -> !value.isBlank());
  }

  private static List<JsonNode> values(@Nullable Map<String, @Nullable JsonNode> map) {
    return map == null
        ? List.of()
        : map.values().stream().filter(Objects::nonNull).<JsonNode>map(it -> it).toList();
  }
}
