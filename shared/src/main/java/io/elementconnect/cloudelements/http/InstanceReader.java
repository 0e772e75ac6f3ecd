package io.elementconnect.cloudelements.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few relevant fields from the JSON of instances and skips all others, which are many and
 * may contain secrets. A token has at most 4,096 printable characters; objects are nested at most
 * 100 deep, and numbers have at most 100 digits.
 */
final class InstanceReader {
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(100).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private InstanceReader() {}

  /** Returns the fields of one instance; empty when this is not a JSON object. */
  static Optional<Fields> one(byte[] json) {
    try (var parser = FACTORY.createParser(text(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      var fields = fields(parser);
      return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns all instances of a list; empty when this is not a JSON list of instances. */
  static Optional<List<RemoteInstance>> list(byte[] json) {
    try (var parser = FACTORY.createParser(text(json))) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      var instances = new ArrayList<RemoteInstance>();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        var instance = fields(parser).toInstance();
        if (instance.isEmpty()) {
          return Optional.empty();
        }
        instances.add(instance.get());
      }
      return parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null
          ? Optional.of(instances)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Decodes UTF-8 and replaces invalid bytes. Jackson's own decoder also accepts UTF-16 and UTF-32,
   * and drops a leading byte FF from a name.
   */
  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Fields fields(JsonParser parser) throws IOException {
    long id = 0;
    String token = null;
    String element = null;
    boolean valid = true;
    List<String> tags = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var value = parser.nextToken();
      switch (name) {
        case "id" -> id = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
        case "token" -> token = text(parser);
        case "valid" -> valid = value != JsonToken.VALUE_FALSE;
        case "element" -> element = elementKey(parser);
        case "tags" -> tags = texts(parser);
        default -> {}
      }
      if (parser.currentToken() == JsonToken.START_OBJECT
          || parser.currentToken() == JsonToken.START_ARRAY) {
        parser.skipChildren();
      }
    }
    return new Fields(id, token, element, valid, tags);
  }

  private static @Nullable String elementKey(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return null;
    }
    String key = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      if (name.equals("key")) {
        key = text(parser);
      }
      parser.skipChildren();
    }
    return key;
  }

  /** Returns the strings of a list; null when this is not a list, or one with other values. */
  private static @Nullable List<String> texts(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    var texts = new ArrayList<String>();
    var others = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var text = text(parser);
      if (text == null) {
        others = true;
      } else {
        texts.add(text);
      }
      parser.skipChildren();
    }
    return others ? null : texts;
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  /**
   * The fields of an instance as they were read.
   *
   * @param id 0 when there is no usable id
   * @param tags null when there is no list of strings
   */
  record Fields(
      long id,
      @Nullable String token,
      @Nullable String element,
      boolean valid,
      @Nullable List<String> tags) {

    Optional<RemoteInstance> toInstance() {
      if (id <= 0) {
        return Optional.empty();
      }
      return Optional.of(
          new RemoteInstance(new InstanceId(id), element, tags, usableToken(), valid));
    }

    private @Nullable String usableToken() {
      return token != null && TOKEN.matcher(token).matches() ? token : null;
    }

    @Override
    public String toString() {
      return "Fields";
    }
  }
}
