package io.elementconnect.sealing;

import io.elementconnect.Unavailable;
import java.util.Map;
import java.util.Optional;

/** Data keys, one for each record, which only the holder of the master key can decrypt. */
public interface DataKeys {

  /**
   * Returns a new 256-bit key.
   *
   * @param context must be exactly the same to decrypt the key; it is not secret
   * @throws Unavailable when no key can be generated at the moment
   */
  DataKey generate(Map<String, String> context);

  /**
   * Returns the plain key; empty when the encrypted key is damaged or was generated for another
   * context.
   *
   * @throws Unavailable when the key cannot be decrypted at the moment
   */
  Optional<byte[]> decrypt(byte[] encrypted, Map<String, String> context);

  /** A key, plain and encrypted. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record DataKey(byte[] plain, byte[] encrypted) {
    @Override
    public String toString() {
      return "DataKey";
    }
  }
}
