package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.template.Account;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * KMS with symmetric keys: CreateKey, CreateAlias, DescribeKey, GenerateDataKey, Encrypt, Decrypt.
 * Ciphertexts are real AES-256-GCM and can be decrypted as long as this object lives.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html">AWS KMS API
 *     Reference</a>
 */
public final class Kms {
  private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
  // Bounds of the API Reference, in bytes or characters.
  private static final int REFERENCE_LIMIT = 2048;
  private static final int PLAINTEXT_LIMIT = 4096;
  private static final int CIPHERTEXT_LIMIT = 6144;

  private final KmsKeys keys = new KmsKeys();
  private final InstantSource clock;

  Kms(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes a key with an id of the caller's choice, which the real service cannot.
   *
   * @param id a UUID in small letters, or {@code mrk-} and 32 hexadecimal digits
   * @return the key's ARN
   * @throws IllegalArgumentException when the id has another form or is taken
   */
  public String createKey(String id) {
    return add(id, "").arn();
  }

  Service service() {
    return new JsonService(
        Map.of(
            "CreateKey", this::createKey,
            "CreateAlias", this::createAlias,
            "DescribeKey", this::describeKey,
            "GenerateDataKey", this::generateDataKey,
            "Encrypt", this::encrypt,
            "Decrypt", this::decrypt));
  }

  /**
   * What a request needs a permission for.
   *
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">AWS
   *     KMS condition keys</a>
   */
  List<Access> needed(String operation, Parameters request) {
    var context = new HashMap<String, String>();
    request
        .textMap("EncryptionContext")
        .forEach((name, value) -> context.put("kms:EncryptionContext:" + name, value));
    return List.of(new Access("kms:" + operation, resource(request), context));
  }

  /** The ARN of the key that a request names, itself or in its ciphertext. */
  private String resource(Parameters request) {
    return request
        .text("KeyId")
        .or(() -> request.text("TargetKeyId"))
        .map(reference -> keys.find(reference).arn())
        .or(() ->
            request
                .blob("CiphertextBlob", 1, CIPHERTEXT_LIMIT)
                .flatMap(Ciphertext::parse)
                .map(ciphertext -> Account.arn("kms", "key/" + ciphertext.keyId())))
        .orElse("*");
  }

  private ObjectNode createKey(Parameters request) {
    request.only("Description", "KeyUsage", "KeySpec");
    if (!request.text("KeySpec").orElse(SYMMETRIC).equals(SYMMETRIC)
        || !request.text("KeyUsage").orElse("ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")) {
      throw AwsError.of(
          "UnsupportedOperationException", "The local stand-in has symmetric encryption keys only");
    }
    var description = request.text("Description").orElse("");
    return add(UUID.randomUUID().toString(), description).metadata();
  }

  private ObjectNode createAlias(Parameters request) {
    request.only("AliasName", "TargetKeyId");
    keys.addAlias(request.requiredText("AliasName", 1, 256), key(request, "TargetKeyId"));
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode describeKey(Parameters request) {
    request.only("KeyId");
    return key(request, "KeyId").metadata();
  }

  private ObjectNode generateDataKey(Parameters request) {
    request.only("KeyId", "KeySpec", "NumberOfBytes", "EncryptionContext");
    var key = key(request, "KeyId");
    var plaintext = KmsKey.random(DataKeyLength.in(request));
    return JsonNodeFactory.instance
        .objectNode()
        .put("KeyId", key.arn())
        .put("Plaintext", plaintext)
        .put("CiphertextBlob", key.encrypt(plaintext, context(request)).bytes());
  }

  private ObjectNode encrypt(Parameters request) {
    request.only("KeyId", "Plaintext", "EncryptionContext", "EncryptionAlgorithm");
    checkAlgorithm(request);
    var key = key(request, "KeyId");
    var plaintext = request.requiredBlob("Plaintext", 1, PLAINTEXT_LIMIT);
    return JsonNodeFactory.instance
        .objectNode()
        .put("KeyId", key.arn())
        .put("CiphertextBlob", key.encrypt(plaintext, context(request)).bytes())
        .put("EncryptionAlgorithm", SYMMETRIC);
  }

  private ObjectNode decrypt(Parameters request) {
    request.only("CiphertextBlob", "KeyId", "EncryptionContext", "EncryptionAlgorithm");
    checkAlgorithm(request);
    var blob = request.requiredBlob("CiphertextBlob", 1, CIPHERTEXT_LIMIT);
    var expected = request.text("KeyId", 1, REFERENCE_LIMIT).map(keys::find);
    var ciphertext = Ciphertext.parse(blob).orElseThrow(Kms::invalidCiphertext);
    var key = keys.withId(ciphertext.keyId()).orElseThrow(Kms::invalidCiphertext);
    if (expected.isPresent() && !expected.get().equals(key)) {
      throw AwsError.of(
          "IncorrectKeyException",
          "The key ID in the request does not identify a CMK that can perform this operation.");
    }
    var plaintext = key.decrypt(ciphertext, context(request)).orElseThrow(Kms::invalidCiphertext);
    return JsonNodeFactory.instance
        .objectNode()
        .put("KeyId", key.arn())
        .put("Plaintext", plaintext)
        .put("EncryptionAlgorithm", SYMMETRIC);
  }

  private KmsKey add(String id, String description) {
    var key = new KmsKey(id, description, clock.instant());
    keys.add(key);
    return key;
  }

  private KmsKey key(Parameters request, String member) {
    return keys.find(request.requiredText(member, 1, REFERENCE_LIMIT));
  }

  private static void checkAlgorithm(Parameters request) {
    var algorithm = request.text("EncryptionAlgorithm").orElse(SYMMETRIC);
    if (!algorithm.equals(SYMMETRIC)) {
      throw AwsError.of(
          "InvalidKeyUsageException",
          "Algorithm %s is incompatible with key spec %s.".formatted(algorithm, SYMMETRIC));
    }
  }

  private static EncryptionContext context(Parameters request) {
    return new EncryptionContext(request.textMap("EncryptionContext"));
  }

  private static AwsError invalidCiphertext() {
    return AwsError.of("InvalidCiphertextException");
  }
}
