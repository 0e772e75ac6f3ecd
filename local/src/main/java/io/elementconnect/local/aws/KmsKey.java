package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.template.Account;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One symmetric KMS key. Its AES-256 key is made here and never leaves; what it encrypts is bound
 * to the key's id and to the encryption context.
 */
final class KmsKey {
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String description;
  private final Instant createdAt;
  private final SecretKey material = new SecretKeySpec(random(32), "AES");

  KmsKey(String id, String description, Instant createdAt) {
    this.id = id;
    this.description = description;
    this.createdAt = createdAt;
  }

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  String id() {
    return id;
  }

  String arn() {
    return Account.arn("kms", "key/" + id);
  }

  /** The answer of CreateKey and DescribeKey. */
  ObjectNode metadata() {
    var answer = JsonNodeFactory.instance.objectNode();
    var metadata = answer.putObject("KeyMetadata");
    metadata
        .put("AWSAccountId", Account.ID)
        .put("KeyId", id)
        .put("Arn", arn())
        .put("CreationDate", Timestamp.of(createdAt))
        .put("Enabled", true)
        .put("Description", description)
        .put("KeyUsage", "ENCRYPT_DECRYPT")
        .put("KeyState", "Enabled")
        .put("Origin", "AWS_KMS")
        .put("KeyManager", "CUSTOMER")
        .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
        .put("KeySpec", "SYMMETRIC_DEFAULT")
        .put("MultiRegion", id.startsWith("mrk-"))
        .putArray("EncryptionAlgorithms")
        .add("SYMMETRIC_DEFAULT");
    return answer;
  }

  Ciphertext encrypt(byte[] plaintext, EncryptionContext context) {
    var nonce = random(Ciphertext.NONCE_LENGTH);
    try {
      return new Ciphertext(
          id, nonce, cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plaintext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty when the ciphertext is bent, another key's, or bound to another context. */
  Optional<byte[]> decrypt(Ciphertext ciphertext, EncryptionContext context) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, ciphertext.nonce(), context).doFinal(ciphertext.sealed()));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, EncryptionContext context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, material, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
    cipher.updateAAD(context.additionalData());
    return cipher;
  }
}
