package io.elementconnect.cloudelements.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few relevant fields from the JSON of instances and skips all others, which are many and
 * may contain secrets. A token has at most 4,096 printable characters, a name or a site 1,024;
 * objects are nested at most 100 deep, and numbers have at most 100 digits.
 */
final class InstanceReader {
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");
  private static final int MAX_TEXT = 1024;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(100).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Names that collide in the shared table of names would disturb later responses.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Set<String> siteKeys;

  /**
   * Creates a reader.
   *
   * @param siteKeys the keys of the configuration whose values are read; none of them is secret
   */
  InstanceReader(Set<String> siteKeys) {
    this.siteKeys = Set.copyOf(siteKeys);
  }

  /** Returns the fields of one instance; empty when this is not a JSON object. */
  Optional<Fields> one(String json) {
    try (var parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      var fields = fields(parser);
      return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Whatever goes wrong, the response cannot be read.
    }
  }

  /** Returns all instances of a list; empty when this is not a JSON list of instances. */
  Optional<List<RemoteInstance>> list(String json) {
    try (var parser = FACTORY.createParser(json)) {
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
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Whatever goes wrong, the response cannot be read.
    }
  }

  private Fields fields(JsonParser parser) throws IOException {
    InstanceId id = null;
    String element = null;
    String name = null;
    List<String> tags = null;
    var sites = Map.<String, String>of();
    String token = null;
    var valid = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var field = parser.currentName();
      var value = parser.nextToken();
      switch (field) {
        case "id" -> id = id(parser);
        case "element" -> element = elementKey(parser);
        case "name" -> name = text(parser);
        case "tags" -> tags = texts(parser);
        case "configuration" -> sites = sites(parser);
        case "token" -> token = text(parser);
        case "valid" -> valid = value != JsonToken.VALUE_FALSE;
        default -> {}
      }
      if (parser.currentToken() == JsonToken.START_OBJECT
          || parser.currentToken() == JsonToken.START_ARRAY) {
        parser.skipChildren();
      }
    }
    return new Fields(id, element, name, tags, sites, token, valid);
  }

  /** Returns an id, as a number or as decimal text; null when it is neither. */
  private static @Nullable InstanceId id(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT ->
          parser.getLongValue() > 0 ? new InstanceId(parser.getLongValue()) : null;
      case VALUE_STRING -> InstanceId.parse(parser.getText()).orElse(null);
      default -> null;
    };
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

  private Map<String, String> sites(JsonParser parser) throws IOException {
    var sites = new LinkedHashMap<String, String>();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        var value = siteKeys.contains(name) ? text(parser) : null;
        if (value != null && value.length() <= MAX_TEXT) {
          sites.put(name, value);
        }
        parser.skipChildren();
      }
    }
    return sites;
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
   * @param id null when there is no usable id
   * @param tags null when there is no list of strings
   */
  record Fields(
      @Nullable InstanceId id,
      @Nullable String element,
      @Nullable String name,
      @Nullable List<String> tags,
      Map<String, String> sites,
      @Nullable String token,
      boolean valid) {

    Optional<RemoteInstance> toInstance() {
      return Optional.ofNullable(id)
          .map(known ->
              new RemoteInstance(known, element, usableName(), tags, sites, usableToken(), valid));
    }

    private @Nullable String usableName() {
      return name != null && name.length() <= MAX_TEXT ? name : null;
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
