package io.elementconnect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as maps (RFC 8259). Reading is strict: UTF-8, at most 20 levels deep, no duplicate
 * keys in an object, numbers of at most 100 digits, nothing after the object.
 */
public final class Json {
  /** The maximum nesting depth of objects and lists. */
  public static final int MAX_DEPTH = 20;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // All requests share the factory's table of names: names of one request that collide in
          // it would make it fail for others.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Log lines and responses stay printable ASCII: they cannot move a cursor or end a line.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new Unprintable())
          .build();
  private static final JSON JSON_MAPS =
      JSON.builder(FACTORY)
          .disable(JSON.Feature.HANDLE_JAVA_BEANS)
          .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
          .build();

  private Json() {}

  /**
   * Returns the JSON object in the text; empty when it is not a single JSON object within the
   * limits.
   */
  public static Optional<Map<String, Object>> parse(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      var object = JSON_MAPS.mapFrom(parser);
      return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Decodes UTF-8 only: Jackson's own decoder also accepts overlong forms, UTF-16 and UTF-32. */
  private static String decode(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  /**
   * Returns an object whose fields keep this order.
   *
   * @param namesAndValues by turns
   */
  public static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /**
   * Returns the object as one line of JSON. It may contain maps, lists, strings, numbers, booleans
   * and null.
   */
  public static String print(Map<String, ?> object) {
    try {
      return JSON_MAPS.asString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
  }

  /**
   * Escapes the characters that JSON requires, and DEL, the one control character that it does not.
   */
  private static final class Unprintable extends CharacterEscapes {
    private static final char DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      var escapes = standardAsciiEscapesForJSON();
      escapes[DELETE] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null; // called for custom escapes only
    }
  }
}
