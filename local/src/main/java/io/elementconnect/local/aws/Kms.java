package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.aws.Guarded.Permission;
import io.elementconnect.local.template.Account;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * KMS with symmetric keys: GenerateDataKey with 256 bits, and Decrypt. A ciphertext is random and
 * stands for a data key that this object remembers with its key and encryption context. Safe for
 * use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html">AWS KMS API
 *     Reference</a>
 */
public final class Kms {
  private static final int DATA_KEY_LENGTH = 32;
  private static final int CIPHERTEXT_LENGTH = 184;

  private final SecureRandom random = new SecureRandom();
  private final Set<String> keyArns = ConcurrentHashMap.newKeySet();
  private final Map<ByteBuffer, DataKey> dataKeys = new ConcurrentHashMap<>();

  Kms() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record DataKey(String keyArn, byte[] plaintext, Map<String, String> context) {}

  /**
   * Makes a key with the id that a template gives it.
   *
   * @return the key's ARN
   * @throws IllegalArgumentException when the id is taken
   */
  public String createKey(String id) {
    if (!keyArns.add(arn(id))) {
      throw new IllegalArgumentException("There is a KMS key with this id: " + id);
    }
    return arn(id);
  }

  Service service() {
    return new JsonService(
        Map.of("GenerateDataKey", this::generateDataKey, "Decrypt", this::decrypt));
  }

  /**
   * The permission that a request needs.
   *
   * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">AWS
   *     KMS condition keys</a>
   */
  List<Permission> needed(String operation, RequestBody request) {
    var context = new HashMap<String, String>();
    request
        .textMap("EncryptionContext")
        .forEach((name, value) -> context.put("kms:EncryptionContext:" + name, value));
    return List.of(new Permission("kms:" + operation, resource(request), context));
  }

  /** The ARN of the key that a request names, itself or by its ciphertext. */
  private String resource(RequestBody request) {
    return request
        .text("KeyId")
        .map(this::find)
        .or(() -> request.blob("CiphertextBlob").flatMap(this::dataKey).map(DataKey::keyArn))
        .orElse("*");
  }

  private ObjectNode generateDataKey(RequestBody request) {
    request.only("KeyId", "KeySpec", "EncryptionContext");
    var arn = find(request.requiredText("KeyId"));
    if (!request.requiredText("KeySpec").equals("AES_256")) {
      throw AwsError.validation("The local stand-in makes data keys of the spec AES_256 only");
    }
    var key = new DataKey(arn, random(DATA_KEY_LENGTH), request.textMap("EncryptionContext"));
    var ciphertext = random(CIPHERTEXT_LENGTH);
    dataKeys.put(ByteBuffer.wrap(ciphertext), key);
    return answer(key).put("CiphertextBlob", ciphertext);
  }

  private ObjectNode decrypt(RequestBody request) {
    request.only("CiphertextBlob", "KeyId", "EncryptionContext");
    var blob = request.requiredBlob("CiphertextBlob");
    var arn = request.text("KeyId").map(this::find);
    var key =
        dataKey(blob)
            .filter(found -> found.context().equals(request.textMap("EncryptionContext")))
            .orElseThrow(() -> AwsError.of("InvalidCiphertextException"));
    if (arn.isPresent() && !arn.get().equals(key.keyArn())) {
      throw AwsError.of(
          "IncorrectKeyException",
          "The key ID in the request does not identify a CMK that can perform this operation.");
    }
    return answer(key).put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
  }

  private static ObjectNode answer(DataKey key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("KeyId", key.keyArn())
        .put("Plaintext", key.plaintext());
  }

  private Optional<DataKey> dataKey(byte[] ciphertext) {
    return Optional.ofNullable(dataKeys.get(ByteBuffer.wrap(ciphertext)));
  }

  /** The ARN of the key that a request names by its id or ARN. */
  private String find(String reference) {
    var arn = reference.startsWith("arn:") ? reference : arn(reference);
    if (!keyArns.contains(arn)) {
      throw AwsError.of("NotFoundException", "Key '%s' does not exist".formatted(arn));
    }
    return arn;
  }

  private static String arn(String id) {
    return Account.arn("kms", "key/" + id);
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
