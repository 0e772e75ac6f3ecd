package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.server.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

class KmsTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String KEY_ID = "11111111-2222-4333-8444-555555555555";
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("a token");
  private static final Map<String, String> CONTEXT = Map.of("purpose", "token", "tenant", "acme");

  private final Kms stand = new Kms(InstantSource.fixed(NOON));
  private final String arn = stand.createKey(KEY_ID);
  @AutoClose private final LoopbackServer server;
  @AutoClose private final KmsClient kms;

  KmsTest() throws IOException {
    var router = new Router(Map.of("TrentService", stand.service()), new CallCounter());
    server = LoopbackServer.start(0, 100_000, router);
    kms = Clients.kms(URI.create("http://localhost:" + server.port()));
  }

  @Test
  void a_new_key_is_an_enabled_symmetric_key() {
    var created = kms.createKey(key -> key.description("seals")).keyMetadata();

    assertThat(created.arn())
        .isEqualTo("arn:aws:kms:us-east-1:000000000000:key/" + created.keyId());
    assertThat(created.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(created.creationDate()).isEqualTo(NOON);
    assertThat(kms.describeKey(key -> key.keyId(created.keyId())).keyMetadata()).isEqualTo(created);
  }

  @Test
  void a_key_of_another_kind_is_refused() {
    assertThatThrownBy(() -> kms.createKey(key -> key.keyUsage(KeyUsageType.SIGN_VERIFY)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_chosen_key_id_must_have_the_form_of_one() {
    assertThatThrownBy(() -> stand.createKey("mine")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stand.createKey(KEY_ID)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_is_found_by_id_arn_alias_and_alias_arn() {
    kms.createAlias(alias -> alias.aliasName("alias/sealing").targetKeyId(KEY_ID));

    assertThat(describe(KEY_ID)).isEqualTo(arn);
    assertThat(describe(arn)).isEqualTo(arn);
    assertThat(describe("alias/sealing")).isEqualTo(arn);
    assertThat(describe("arn:aws:kms:us-east-1:000000000000:alias/sealing")).isEqualTo(arn);
  }

  @Test
  void an_alias_is_given_once() {
    kms.createAlias(alias -> alias.aliasName("alias/sealing").targetKeyId(KEY_ID));

    assertThatThrownBy(
            () -> kms.createAlias(alias -> alias.aliasName("alias/sealing").targetKeyId(KEY_ID)))
        .isInstanceOf(AlreadyExistsException.class);
  }

  @Test
  void a_key_that_is_not_there_is_not_found() {
    var absent = "99999999-2222-4333-8444-555555555555";

    assertNotFound(
        absent, "Key 'arn:aws:kms:us-east-1:000000000000:key/" + absent + "' does not exist");
    assertNotFound("nonsense", "Invalid keyId 'nonsense'");
    assertNotFound(
        "alias/absent", "Alias arn:aws:kms:us-east-1:000000000000:alias/absent is not found.");
    assertNotFound(arn.replace("us-east-1", "eu-west-1"), "Invalid keyId");
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
  void a_data_key_may_be_asked_for_by_length() {
    var generated = kms.generateDataKey(data -> data.keyId(arn).numberOfBytes(64));

    assertThat(generated.plaintext().asByteArray()).hasSize(64);
  }

  @Test
  void a_data_key_needs_a_spec_or_a_length_and_not_both() {
    assertValidation(() -> kms.generateDataKey(data -> data.keyId(arn)));
    assertValidation(() ->
        kms.generateDataKey(
            data -> data.keyId(arn).numberOfBytes(32).keySpec(DataKeySpec.AES_256)));
    assertValidation(() -> kms.generateDataKey(data -> data.keyId(arn).numberOfBytes(1025)));
    assertValidation(() -> kms.generateDataKey(data -> data.keyId(arn).keySpec("AES_512")));
  }

  @Test
  void decrypts_what_it_encrypted_without_being_told_the_key() {
    var decrypted = kms.decrypt(call -> call.ciphertextBlob(sealed()).encryptionContext(CONTEXT));

    assertThat(decrypted.plaintext()).isEqualTo(PLAINTEXT);
    assertThat(decrypted.keyId()).isEqualTo(arn);
  }

  @Test
  void the_order_of_the_context_does_not_matter() {
    var forwards = new LinkedHashMap<String, String>();
    forwards.put("a", "1");
    forwards.put("b", "2");
    var sealed =
        kms.encrypt(call -> call.keyId(arn).plaintext(PLAINTEXT).encryptionContext(forwards))
            .ciphertextBlob();

    assertThat(decrypt(sealed, forwards.reversed())).isEqualTo(PLAINTEXT);
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
  void a_ciphertext_with_any_byte_bent_does_not_open() {
    var sealed = sealed().asByteArray();
    for (int index = 0; index < sealed.length; index++) {
      var bent = sealed.clone();
      bent[index] ^= 1;

      assertInvalid(SdkBytes.fromByteArray(bent), CONTEXT);
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
    var other = kms.createKey().keyMetadata().keyId();

    assertThatThrownBy(() ->
            kms.decrypt(
                call -> call.ciphertextBlob(sealed()).keyId(other).encryptionContext(CONTEXT)))
        .isInstanceOf(IncorrectKeyException.class);
  }

  @Test
  void the_named_key_opens_its_own_ciphertext() {
    var decrypted =
        kms.decrypt(call -> call.ciphertextBlob(sealed()).keyId(KEY_ID).encryptionContext(CONTEXT));

    assertThat(decrypted.plaintext()).isEqualTo(PLAINTEXT);
  }

  @Test
  void at_most_4096_bytes_are_encrypted() {
    var longest = SdkBytes.fromByteArray(new byte[4096]);
    var longer = SdkBytes.fromByteArray(new byte[4097]);

    assertThat(kms.encrypt(call -> call.keyId(arn).plaintext(longest)).keyId()).isEqualTo(arn);
    assertValidation(() -> kms.encrypt(call -> call.keyId(arn).plaintext(longer)));
  }

  @Test
  void a_member_that_would_be_ignored_is_refused() {
    assertValidation(
        () -> kms.generateDataKey(call -> call.keyId(arn).numberOfBytes(32).dryRun(true)));
  }

  @Test
  void another_operation_is_unknown() {
    assertThat(catchThrowableOfType(KmsException.class, () -> kms.listKeys()).awsErrorDetails())
        .extracting(details -> details.errorCode())
        .isEqualTo("UnknownOperationException");
  }

  private String describe(String keyId) {
    return kms.describeKey(key -> key.keyId(keyId)).keyMetadata().arn();
  }

  private SdkBytes sealed() {
    return kms.encrypt(call -> call.keyId(arn).plaintext(PLAINTEXT).encryptionContext(CONTEXT))
        .ciphertextBlob();
  }

  private SdkBytes decrypt(SdkBytes ciphertext, Map<String, String> context) {
    return kms.decrypt(call -> call.ciphertextBlob(ciphertext).encryptionContext(context))
        .plaintext();
  }

  private void assertNotFound(String keyId, String message) {
    assertThatThrownBy(() -> describe(keyId))
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
