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
final class RequestBody {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode body;

  private RequestBody(JsonNode body) {
    this.body = body;
  }

  /** Reads a body; an empty one has no members. */
  static RequestBody parse(byte[] body) {
    if (body.length == 0) {
      return new RequestBody(JsonNodeFactory.instance.objectNode());
    }
    try {
      var parsed = JSON.readTree(body);
      if (parsed.isObject()) {
        return new RequestBody(parsed);
      }
    } catch (IOException _) {
      // Not JSON, which ends as every other malformed body does.
    }
    throw AwsError.of("SerializationException");
  }

  /** Refuses members that this stand-in would ignore. The real services know more of them. */
  void only(String... known) {
    var names = Set.of(known);
    for (var name : names()) {
      if (!names.contains(name)) {
        throw AwsError.validation("The local stand-in does not know the member " + name);
      }
    }
  }

  Optional<String> text(String name) {
    return member(name, JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** The text of a required member, with its length in UTF-16 units checked. */
  String requiredText(String name, int min, int max) {
    var text = text(name).orElseThrow(() -> invalid(name));
    check(name, text.length(), min, max);
    return text;
  }

  /** The bytes of a base64 member. */
  Optional<byte[]> blob(String name) {
    return member(name, JsonNode::isTextual).map(RequestBody::decoded);
  }

  /** The bytes of a required base64 member, with their number checked. */
  byte[] requiredBlob(String name, int min, int max) {
    var bytes = blob(name).orElseThrow(() -> invalid(name));
    check(name, bytes.length, min, max);
    return bytes;
  }

  /** The names of all members. */
  Set<String> names() {
    return body.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** The members of an object; absent means none. */
  RequestBody object(String name) {
    return member(name, JsonNode::isObject)
        .map(RequestBody::new)
        .orElseGet(() -> new RequestBody(JsonNodeFactory.instance.objectNode()));
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
        .collect(Collectors.toMap(key -> key, key -> map.text(key).orElse("")));
  }

  private Optional<JsonNode> member(String name, Predicate<JsonNode> type) {
    var node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!type.test(node)) {
      throw AwsError.of("SerializationException");
    }
    return Optional.of(node);
  }

  private static void check(String name, int length, int min, int max) {
    if (length < min || length > max) {
      throw invalid(name);
    }
  }

  /** Names the member and never repeats its value. */
  private static AwsError invalid(String name) {
    return AwsError.validation(
        "1 validation error detected: Value at '%s' failed to satisfy constraint".formatted(name));
  }

  private static byte[] decoded(JsonNode node) {
    try {
      return Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException _) {
      throw AwsError.of("SerializationException");
    }
  }
}
