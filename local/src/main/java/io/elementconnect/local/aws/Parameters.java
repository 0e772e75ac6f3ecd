package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The members of one request. A member of the wrong JSON type is a {@code SerializationException},
 * as in the real services; a member that is null counts as absent.
 */
final class Parameters {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode body;

  private Parameters(JsonNode body) {
    this.body = body;
  }

  /** Reads a body; an empty one has no members. */
  static Parameters parse(byte[] body) {
    if (body.length == 0) {
      return new Parameters(JsonNodeFactory.instance.objectNode());
    }
    try {
      var parsed = JSON.readTree(body);
      if (parsed.isObject()) {
        return new Parameters(parsed);
      }
    } catch (IOException _) {
      // Not JSON, which ends as every other malformed body does.
    }
    throw AwsError.of("SerializationException");
  }

  /**
   * Refuses members that the stand-in would have to ignore, so that nobody relies on them here. The
   * real services know more of them.
   */
  void only(String... known) {
    var names = Set.of(known);
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (!names.contains(member.getKey())) {
        throw AwsError.validation("The local stand-in does not know the member " + member.getKey());
      }
    }
  }

  Optional<String> text(String name) {
    return member(name, JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** As {@link #text(String)}, with the length in UTF-16 units checked. */
  Optional<String> text(String name, int least, int most) {
    var text = text(name);
    text.ifPresent(present -> Constraint.checkLength(name, present.length(), least, most));
    return text;
  }

  /** The text of a required member, with its length in UTF-16 units checked. */
  String requiredText(String name, int least, int most) {
    return text(name, least, most).orElseThrow(() -> Constraint.missing(name));
  }

  /** The bytes of a base64 member, with their number checked. */
  Optional<byte[]> blob(String name, int least, int most) {
    var bytes = member(name, JsonNode::isTextual).map(Parameters::decoded);
    bytes.ifPresent(present -> Constraint.checkLength(name, present.length, least, most));
    return bytes;
  }

  /** The bytes of a required base64 member, with their number checked. */
  byte[] requiredBlob(String name, int least, int most) {
    return blob(name, least, most).orElseThrow(() -> Constraint.missing(name));
  }

  /** A whole number, with its bounds checked. */
  Optional<Integer> integer(String name, int least, int most) {
    var number =
        member(name, node -> node.isIntegralNumber() && node.canConvertToInt())
            .map(JsonNode::intValue);
    number.ifPresent(present -> Constraint.checkNumber(name, present, least, most));
    return number;
  }

  /** A flag; absent means false. */
  boolean flag(String name) {
    return member(name, JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
  }

  /** A list of texts; absent means empty. */
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    member(name, JsonNode::isArray).ifPresent(list -> list.forEach(item -> texts.add(text(item))));
    return texts;
  }

  /** The names of all members. */
  Set<String> names() {
    return body.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** The members of an object; absent means none. */
  Parameters object(String name) {
    return member(name, JsonNode::isObject)
        .map(Parameters::new)
        .orElseGet(() -> new Parameters(JsonNodeFactory.instance.objectNode()));
  }

  /** The members of each object of a list; absent means empty. */
  List<Parameters> list(String name) {
    var items = new ArrayList<Parameters>();
    member(name, JsonNode::isArray)
        .ifPresent(list -> list.forEach(item -> items.add(new Parameters(item))));
    return items;
  }

  /** A map of texts, ordered by key; absent means empty. */
  SortedMap<String, String> textMap(String name) {
    var texts = new TreeMap<String, String>();
    member(name, JsonNode::isObject)
        .ifPresent(map -> {
          for (Map.Entry<String, JsonNode> entry : map.properties()) {
            texts.put(entry.getKey(), text(entry.getValue()));
          }
        });
    return texts;
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

  private static byte[] decoded(JsonNode node) {
    try {
      return Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException _) {
      throw AwsError.of("SerializationException");
    }
  }

  private static String text(JsonNode item) {
    if (!item.isTextual()) {
      throw AwsError.of("SerializationException");
    }
    return item.textValue();
  }
}
