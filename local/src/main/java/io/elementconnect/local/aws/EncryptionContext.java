package io.elementconnect.local.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/**
 * The pairs that a ciphertext is bound to. Their order does not matter, for they are kept sorted.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html">AWS KMS
 *     encryption context</a>
 */
record EncryptionContext(SortedMap<String, String> pairs) {
  /** The pairs as bytes, each part after its length, so that no two contexts look the same. */
  byte[] additionalData() {
    var bytes = new ByteArrayOutputStream();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      append(bytes, pair.getKey());
      append(bytes, pair.getValue());
    }
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, String part) {
    var encoded = part.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
    bytes.writeBytes(encoded);
  }
}
