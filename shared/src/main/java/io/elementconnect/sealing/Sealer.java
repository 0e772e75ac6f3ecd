package io.elementconnect.sealing;

import io.elementconnect.Unavailable;
import io.elementconnect.sealing.DataKeys.DataKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D), each value under its own data key and nonce, and
 * unseals a value only in the context that it was sealed with.
 */
public final class Sealer {
  private static final byte VERSION = 1;

  private final DataKeys dataKeys;
  private final SecureRandom random;

  public Sealer(DataKeys dataKeys, SecureRandom random) {
    this.dataKeys = dataKeys;
    this.random = random;
  }

  /**
   * Fetches the data key for one value, so that sealing it later needs no network.
   *
   * @throws Unavailable when no data key can be generated at the moment
   */
  public Seal prepare(EncryptionContext context) {
    return new Seal(context, dataKeys.generate(context.asMap()));
  }

  /**
   * Returns the plain value; empty when the sealed value was tampered with, truncated, or bound to
   * another context.
   *
   * @throws Unavailable when the data key cannot be decrypted at the moment
   */
  public Optional<byte[]> unseal(Sealed sealed, EncryptionContext context) {
    return sealed.bytes().flatMap(Envelope::parse).flatMap(envelope -> open(envelope, context));
  }

  private Optional<byte[]> open(Envelope envelope, EncryptionContext context) {
    return dataKeys
        .decrypt(envelope.encryptedKey(), context.asMap())
        .flatMap(key ->
            AesGcm.decrypt(key, envelope.nonce(), context.additionalData(), envelope.ciphertext()));
  }

  /** A data key, ready to seal one value. */
  public final class Seal {
    private final EncryptionContext context;
    private final DataKey dataKey;

    private Seal(EncryptionContext context, DataKey dataKey) {
      this.context = context;
      this.dataKey = dataKey;
    }

    /** Seals a value for the context that this was prepared for. */
    public Sealed seal(byte[] plain) {
      return seal(plain, context);
    }

    /**
     * Seals a value for one instance within that context: its id is known only after the exchange.
     */
    public Sealed seal(byte[] plain, String instanceId) {
      return seal(plain, context.to(instanceId));
    }

    private Sealed seal(byte[] plain, EncryptionContext narrowed) {
      var nonce = new byte[AesGcm.NONCE_BYTES];
      random.nextBytes(nonce);
      var ciphertext = AesGcm.encrypt(dataKey.plain(), nonce, narrowed.additionalData(), plain);
      return Sealed.of(new Envelope(dataKey.encrypted(), nonce, ciphertext).bytes());
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Envelope(byte[] encryptedKey, byte[] nonce, byte[] ciphertext) {

    static Optional<Envelope> parse(byte[] bytes) {
      var in = ByteBuffer.wrap(bytes);
      try {
        if (in.get() != VERSION) {
          return Optional.empty();
        }
        var encryptedKey = take(in, Short.toUnsignedInt(in.getShort()));
        if (encryptedKey.length == 0) {
          return Optional.empty(); // KMS would report it as an invalid request
        }
        var nonce = take(in, AesGcm.NONCE_BYTES);
        return Optional.of(new Envelope(encryptedKey, nonce, take(in, in.remaining())));
      } catch (BufferUnderflowException e) {
        return Optional.empty();
      }
    }

    byte[] bytes() {
      return ByteBuffer.allocate(
              1 + Short.BYTES + encryptedKey.length + AesGcm.NONCE_BYTES + ciphertext.length)
          .put(VERSION)
          .putShort((short) encryptedKey.length)
          .put(encryptedKey)
          .put(nonce)
          .put(ciphertext)
          .array();
    }

    private static byte[] take(ByteBuffer in, int length) {
      if (in.remaining() < length) {
        throw new BufferUnderflowException();
      }
      var bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }
  }
}
