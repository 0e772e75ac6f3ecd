package io.elementconnect.sealing;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a nonce of 96 bits and, after the ciphertext, a tag of 128 bits (NIST SP
 * 800-38D).
 */
final class AesGcm {
  static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /** Returns the ciphertext and its tag. */
  static byte[] encrypt(byte[] key, byte[] nonce, byte[] additionalData, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, additionalData).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has AES-GCM
    }
  }

  /**
   * Returns the plaintext; empty when the ciphertext, its tag or the additional data was tampered
   * with.
   */
  static Optional<byte[]> decrypt(
      byte[] key, byte[] nonce, byte[] additionalData, byte[] encrypted) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, key, nonce, additionalData).doFinal(encrypted));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has AES-GCM
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] additionalData)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(additionalData);
    return cipher;
  }
}
