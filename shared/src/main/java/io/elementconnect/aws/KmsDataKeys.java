package io.elementconnect.aws;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.sealing.DataKeys;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Data keys from AWS KMS: {@code GenerateDataKey} and {@code Decrypt} with an encryption context.
 */
public final class KmsDataKeys implements DataKeys {
  private final KmsClient kms;
  private final String keyId;

  /**
   * @param keyId the ARN or id of a symmetric KMS key
   */
  public KmsDataKeys(KmsClient kms, String keyId) {
    this.kms = kms;
    this.keyId = keyId;
  }

  @Override
  public DataKey generate(Map<String, String> context) {
    try {
      var key =
          kms.generateDataKey(request ->
              request.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(context));
      return new DataKey(key.plaintext().asByteArray(), key.ciphertextBlob().asByteArray());
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.SEALING, e);
    }
  }

  @Override
  public Optional<byte[]> decrypt(byte[] encrypted, Map<String, String> context) {
    try {
      var key =
          kms.decrypt(request ->
              request
                  .keyId(keyId)
                  .ciphertextBlob(SdkBytes.fromByteArray(encrypted))
                  .encryptionContext(context));
      return Optional.of(key.plaintext().asByteArray());
    } catch (InvalidCiphertextException | IncorrectKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.SEALING, e);
    }
  }
}
