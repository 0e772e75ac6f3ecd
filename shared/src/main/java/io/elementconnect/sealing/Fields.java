package io.elementconnect.sealing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encodes named strings as bytes, for sealing. Names and values are length-prefixed, so that the
 * size depends only on the length of the strings, not on their characters. A string has at most
 * 65,535 bytes.
 */
public final class Fields {
  private Fields() {}

  public static byte[] encode(Map<String, String> fields) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var field : new TreeMap<>(fields).entrySet()) {
        out.writeUTF(field.getKey());
        out.writeUTF(field.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          e); // writing to memory does not fail, and strings are limited on input
    }
    return bytes.toByteArray();
  }

  /** Returns the fields that {@link #encode} encoded. */
  public static Map<String, String> decode(byte[] bytes) {
    var fields = new TreeMap<String, String>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        fields.put(in.readUTF(), in.readUTF());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only authenticated bytes get here
    }
    return fields;
  }
}
