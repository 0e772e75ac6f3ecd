package io.elementconnect.sealing;

import io.elementconnect.AttemptId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The context that a sealed value is bound to. It can be unsealed only in the same context: KMS
 * checks purpose, tenant and attempt as the encryption context of the data key, AES-GCM checks them
 * again, and the instance, as additional data.
 *
 * @param instanceId the instance's id for a token, otherwise empty
 */
public record EncryptionContext(
    Purpose purpose, String tenant, AttemptId attemptId, String instanceId) {

  public EncryptionContext(Purpose purpose, String tenant, AttemptId attemptId) {
    this(purpose, tenant, attemptId, "");
  }

  /** Returns this context, narrowed to one instance. */
  public EncryptionContext to(String instance) {
    return new EncryptionContext(purpose, tenant, attemptId, instance);
  }

  Map<String, String> asMap() {
    return Map.of("purpose", purpose.inContext(), "tenant", tenant, "attempt", attemptId.value());
  }

  byte[] additionalData() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      // Length-prefixed, so that no two contexts give the same bytes.
      for (var part : List.of(purpose.inContext(), tenant, attemptId.value(), instanceId)) {
        out.writeUTF(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
    return bytes.toByteArray();
  }
}
