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
 * Named texts as bytes, for sealing: each name and each value with its length before it, so that
 * the size is the sum of the texts whatever characters they hold. A text has at most 65,535 bytes.
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
          e); // memory does not fail, and texts are limited where they come in
    }
    return bytes.toByteArray();
  }

  /** The fields that {@link #encode} was given. */
  public static Map<String, String> decode(byte[] bytes) {
    var fields = new TreeMap<String, String>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        fields.put(in.readUTF(), in.readUTF());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only what was authenticated comes here
    }
    return fields;
  }
}
