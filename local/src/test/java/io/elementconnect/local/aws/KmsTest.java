package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KmsTest {
  private static final String KEY_ID = "11111111-2222-4333-8444-555555555555";
  private static final Map<String, String> CONTEXT = Map.of("purpose", "token", "tenant", "acme");

  private final Kms stand = new Kms();
  private final String arn = stand.createKey(KEY_ID);
  @AutoClose private final LoopbackServer server;
  @AutoClose private final KmsClient kms;

  KmsTest() throws IOException {
    var router = new Router(Map.of("TrentService", stand.service()));
    server = LoopbackServer.start(0, 100_000, router);
    kms = Clients.kms(URI.create("http://localhost:" + server.port()));
  }

  @Test
  void a_key_id_is_given_once() {
    assertThatThrownBy(() -> stand.createKey(KEY_ID)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_is_found_by_id_and_arn() {
    assertThat(generate(KEY_ID, Map.of()).keyId()).isEqualTo(arn);
    assertThat(generate(arn, Map.of()).keyId()).isEqualTo(arn);
  }

  @Test
  void a_key_that_is_not_there_is_not_found() {
    var absent = "99999999-2222-4333-8444-555555555555";

    assertNotFound(
        absent, "Key 'arn:aws:kms:us-east-1:000000000000:key/" + absent + "' does not exist");
    assertNotFound(arn.replace("us-east-1", "eu-west-1"), "eu-west-1");
  }

  @Test
  void a_data_key_has_32_bytes_and_comes_back_from_its_ciphertext() {
    var generated =
        kms.generateDataKey(
            data -> data.keyId(arn).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));

    assertThat(generated.keyId()).isEqualTo(arn);
    assertThat(generated.plaintext().asByteArray()).hasSize(32);
    assertThat(decrypt(generated.ciphertextBlob(), CONTEXT)).isEqualTo(generated.plaintext());
  }

  @Test
  void no_two_data_keys_are_the_same() {
    var one = kms.generateDataKey(data -> data.keyId(arn).keySpec(DataKeySpec.AES_256));
    var other = kms.generateDataKey(data -> data.keyId(arn).keySpec(DataKeySpec.AES_256));

    assertThat(one.plaintext()).isNotEqualTo(other.plaintext());
  }

  @Test
  void a_data_key_has_256_bits() {
    assertValidation(() -> kms.generateDataKey(data -> data.keyId(arn)));
    assertValidation(
        () -> kms.generateDataKey(data -> data.keyId(arn).keySpec(DataKeySpec.AES_128)));
  }

  @Test
  void decrypts_without_being_told_the_key() {
    var generated = generate(arn, CONTEXT);

    var decrypted =
        kms.decrypt(
            call -> call.ciphertextBlob(generated.ciphertextBlob()).encryptionContext(CONTEXT));

    assertThat(decrypted.plaintext()).isEqualTo(generated.plaintext());
    assertThat(decrypted.keyId()).isEqualTo(arn);
  }

  @Test
  void the_order_of_the_context_does_not_matter() {
    var forwards = new LinkedHashMap<String, String>();
    forwards.put("a", "1");
    forwards.put("b", "2");
    var generated = generate(arn, forwards);

    assertThat(decrypt(generated.ciphertextBlob(), forwards.reversed()))
        .isEqualTo(generated.plaintext());
  }

  @Test
  void another_context_does_not_open_a_ciphertext() {
    var sealed = sealed();

    assertInvalid(sealed, Map.of());
    assertInvalid(sealed, Map.of("purpose", "token"));
    assertInvalid(sealed, Map.of("purpose", "token", "tenant", "umbrella"));
    assertInvalid(sealed, Map.of("purpose", "token", "tenant", "acme", "more", "x"));
    assertInvalid(sealed, Map.of("purposetoken", "", "tenant", "acme"));
  }

  @Test
  void a_ciphertext_with_any_byte_changed_does_not_open() {
    var sealed = sealed().asByteArray();
    for (int index = 0; index < sealed.length; index++) {
      var changed = sealed.clone();
      changed[index] ^= 1;

      assertInvalid(SdkBytes.fromByteArray(changed), CONTEXT);
    }
  }

  @Test
  void a_ciphertext_that_was_cut_does_not_open() {
    var sealed = sealed().asByteArray();
    for (int length = 1; length < sealed.length; length++) {
      assertInvalid(SdkBytes.fromByteArray(Arrays.copyOf(sealed, length)), CONTEXT);
    }
  }

  @Test
  void a_ciphertext_of_another_key_than_the_named_one_is_refused() {
    var other = stand.createKey("99999999-2222-4333-8444-555555555555");

    assertThatThrownBy(() ->
            kms.decrypt(
                call -> call.ciphertextBlob(sealed()).keyId(other).encryptionContext(CONTEXT)))
        .isInstanceOf(IncorrectKeyException.class);
  }

  @Test
  void the_named_key_opens_its_own_ciphertext() {
    var generated = generate(arn, CONTEXT);

    var decrypted =
        kms.decrypt(call ->
            call.ciphertextBlob(generated.ciphertextBlob())
                .keyId(KEY_ID)
                .encryptionContext(CONTEXT));

    assertThat(decrypted.plaintext()).isEqualTo(generated.plaintext());
  }

  @Test
  void a_member_that_would_be_ignored_is_refused() {
    assertValidation(() ->
        kms.generateDataKey(call -> call.keyId(arn).keySpec(DataKeySpec.AES_256).dryRun(true)));
  }

  @Test
  void another_operation_is_unknown() {
    assertThat(catchThrowableOfType(KmsException.class, () -> kms.listKeys()).awsErrorDetails())
        .extracting(details -> details.errorCode())
        .isEqualTo("UnknownOperationException");
  }

  private GenerateDataKeyResponse generate(String keyId, Map<String, String> context) {
    return kms.generateDataKey(
        data -> data.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(context));
  }

  private SdkBytes sealed() {
    return generate(arn, CONTEXT).ciphertextBlob();
  }

  private SdkBytes decrypt(SdkBytes ciphertext, Map<String, String> context) {
    return kms.decrypt(call -> call.ciphertextBlob(ciphertext).encryptionContext(context))
        .plaintext();
  }

  private void assertNotFound(String keyId, String message) {
    assertThatThrownBy(() -> generate(keyId, Map.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(message);
  }

  private void assertInvalid(SdkBytes ciphertext, Map<String, String> context) {
    assertThatThrownBy(() -> decrypt(ciphertext, context))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  private static void assertValidation(Runnable call) {
    var refusal = catchThrowableOfType(KmsException.class, call::run);

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
  }
}
