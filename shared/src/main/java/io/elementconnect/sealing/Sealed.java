package io.elementconnect.sealing;

import java.util.Base64;
import java.util.Optional;

/**
 * A ciphertext with everything that is needed to unseal it, except the KMS key, base64url without
 * padding: format version (1 byte), length of the encrypted data key (2 bytes), encrypted data key,
 * nonce (12 bytes), ciphertext and tag (16 bytes).
 */
public record Sealed(String text) {

  static Sealed of(byte[] bytes) {
    return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  Optional<byte[]> bytes() {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      // The decoder also accepts padding, and unused bits in the last character.
      return of(bytes).text.equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Sealed";
  }
}
