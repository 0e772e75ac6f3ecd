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
 * JSON objects as maps (RFC 8259). Reading is strict: UTF-8, at most 20 levels deep, no key twice
 * in one object, numbers of at most 100 digits, nothing behind the object.
 */
public final class Json {
  /** How deep objects and lists may be nested. */
  public static final int MAX_DEPTH = 20;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Log lines and answers stay printable ASCII: nothing in them can move a cursor or end a
          // line.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new Unprintable())
          .build();
  private static final JSON JSON_MAPS =
      JSON.builder(FACTORY)
          .disable(JSON.Feature.HANDLE_JAVA_BEANS)
          .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
          .build();

  private Json() {}

  /** What the text holds, if it is one JSON object within the limits. */
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

  /** Jackson's own decoder takes overlong forms, UTF-16 and UTF-32 too; this one does not. */
  private static String decode(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  /**
   * An object whose fields keep this order.
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

  /** The object in one line; maps, lists, texts, numbers, booleans and null may be in it. */
  public static String print(Map<String, ?> object) {
    try {
      return JSON_MAPS.asString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /** The characters that JSON asks to escape, and the one control character that it leaves out. */
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
      return null; // asked for custom escapes only
    }
  }
}
