package io.elementconnect.testing;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.sealing.DataKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Data keys in memory: an encrypted key is a random name, and opens in its own context only. */
public final class MemoryDataKeys implements DataKeys {
  // As many as AWS KMS gives for an encrypted 256-bit key.
  private static final int ENCRYPTED_BYTES = 184;

  private final SecureRandom random = new SecureRandom();
  private final Map<ByteBuffer, Kept> keys = new ConcurrentHashMap<>();
  private volatile boolean down;
  private volatile int keyBytes = 32;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] plain, Map<String, String> context) {}

  /** From now on no call gets through. */
  public void breakDown() {
    down = true;
  }

  /** From now on keys are too short for their cipher. */
  public void giveShortKeys() {
    keyBytes = 17;
  }

  /** How many keys were generated. */
  public int generated() {
    return keys.size();
  }

  @Override
  public DataKey generate(Map<String, String> context) {
    checkUp();
    var key = new DataKey(bytes(keyBytes), bytes(ENCRYPTED_BYTES));
    keys.put(ByteBuffer.wrap(key.encrypted()), new Kept(key.plain(), context));
    return key;
  }

  @Override
  public Optional<byte[]> decrypt(byte[] encrypted, Map<String, String> context) {
    checkUp();
    return Optional.ofNullable(keys.get(ByteBuffer.wrap(encrypted)))
        .filter(kept -> kept.context().equals(context))
        .map(Kept::plain);
  }

  private void checkUp() {
    if (down) {
      throw new Unavailable(Dependency.SEALING, new IOException());
    }
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
