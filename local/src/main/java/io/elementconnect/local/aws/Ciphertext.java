package io.elementconnect.local.aws;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Encrypt and GenerateDataKey hand out and Decrypt takes back. As bytes: format (1), length of
 * the key id, key id, nonce (12), AES-GCM text with its tag (16). To callers it is opaque, as the
 * real one is.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ciphertext(String keyId, byte[] nonce, byte[] sealed) {
  static final int NONCE_LENGTH = 12;
  private static final byte FORMAT = 1;

  /** Empty when the bytes do not have the form. */
  static Optional<Ciphertext> parse(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    try {
      if (buffer.get() != FORMAT) {
        return Optional.empty();
      }
      var keyId = new byte[Byte.toUnsignedInt(buffer.get())];
      var nonce = new byte[NONCE_LENGTH];
      buffer.get(keyId).get(nonce);
      var sealed = new byte[buffer.remaining()];
      buffer.get(sealed);
      return Optional.of(new Ciphertext(new String(keyId, StandardCharsets.UTF_8), nonce, sealed));
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    var id = keyId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + id.length + nonce.length + sealed.length)
        .put(FORMAT)
        .put((byte) id.length)
        .put(id)
        .put(nonce)
        .put(sealed)
        .array();
  }
}
