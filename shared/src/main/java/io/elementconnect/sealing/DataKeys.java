package io.elementconnect.sealing;

import io.elementconnect.Unavailable;
import java.util.Map;
import java.util.Optional;

/** Keys for one record each, which only the holder of the master key can open again. */
public interface DataKeys {

  /**
   * A fresh 256-bit key.
   *
   * @param context opens the key again, word for word; it is not secret
   * @throws Unavailable when there is none to be had now
   */
  DataKey generate(Map<String, String> context);

  /**
   * The plain key, or nothing when the encrypted key is damaged or was made in another context.
   *
   * @throws Unavailable when that cannot be told now
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
