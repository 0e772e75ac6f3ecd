package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The members of one request. A member of the wrong JSON type is a {@code SerializationException},
 * as in the real services; a member that is null counts as absent.
 */
record RequestBody(JsonNode body) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads a body; an empty one has no members. */
  static RequestBody parse(byte[] body) {
    try {
      var parsed = JSON.readTree(body);
      if (parsed.isMissingNode() || parsed.isObject()) {
        return new RequestBody(parsed);
      }
    } catch (IOException _) {
      // Not JSON, which ends as every other malformed body does.
    }
    throw malformed();
  }

  /** Refuses members that this stand-in would ignore. The real services know more of them. */
  void only(String... known) {
    for (var name : names()) {
      if (!Set.of(known).contains(name)) {
        throw AwsError.validation("The local stand-in does not know the member " + name);
      }
    }
  }

  Optional<String> text(String name) {
    return member(name, JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** A text that must be there and not empty. */
  String requiredText(String name) {
    return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
  }

  Optional<byte[]> blob(String name) {
    try {
      return text(name).map(Base64.getDecoder()::decode);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  /** The bytes of a base64 member that must be there. */
  byte[] requiredBlob(String name) {
    return blob(name).orElseThrow(() -> missing(name));
  }

  Set<String> names() {
    return body.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** The members of an object; absent means none. */
  RequestBody object(String name) {
    return new RequestBody(
        member(name, JsonNode::isObject).orElseGet(JsonNodeFactory.instance::objectNode));
  }

  /** The members of each object of a list; absent means empty. */
  List<RequestBody> list(String name) {
    return member(name, JsonNode::isArray).stream()
        .flatMap(JsonNode::valueStream)
        .map(RequestBody::new)
        .toList();
  }

  /** A map of texts; absent means empty. */
  Map<String, String> textMap(String name) {
    var map = object(name);
    return map.names().stream()
        .collect(
            Collectors.toMap(key -> key, key -> map.text(key).orElseThrow(RequestBody::malformed)));
  }

  private Optional<JsonNode> member(String name, Predicate<JsonNode> type) {
    var node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!type.test(node)) {
      throw malformed();
    }
    return Optional.of(node);
  }

  private static AwsError malformed() {
    return AwsError.of("SerializationException");
  }

  /** Names the member and never repeats a value. */
  private static AwsError missing(String name) {
    return AwsError.validation(
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(name));
  }
}
