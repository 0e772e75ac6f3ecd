package io.elementconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable;
import io.elementconnect.local.AwsPart;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KmsDataKeysTest {
  private static final Map<String, String> CONTEXT =
      Map.of("purpose", "token", "tenant", "acme", "attempt", "a");

  private final AwsPart aws = AwsPart.shared();
  private final KmsDataKeys keys = new KmsDataKeys(aws.clients().kms(), aws.newKey());

  @Test
  void a_key_is_opened_in_its_own_context() {
    var key = keys.generate(CONTEXT);

    assertThat(key.plain()).hasSize(32);
    assertThat(keys.decrypt(key.encrypted(), CONTEXT)).contains(key.plain());
  }

  @Test
  @Tag("R34")
  void a_key_does_not_open_in_another_context() {
    var key = keys.generate(CONTEXT);

    assertThat(
            keys.decrypt(
                key.encrypted(), Map.of("purpose", "token", "tenant", "evil", "attempt", "a")))
        .isEmpty();
  }

  @Test
  @Tag("R34")
  void a_bent_key_does_not_open() {
    var encrypted = keys.generate(CONTEXT).encrypted();
    encrypted[encrypted.length - 1] ^= 1;

    assertThat(keys.decrypt(encrypted, CONTEXT)).isEmpty();
  }

  @Test
  void a_key_of_another_master_key_does_not_open() {
    var other = new KmsDataKeys(aws.clients().kms(), aws.newKey());

    assertThat(other.decrypt(keys.generate(CONTEXT).encrypted(), CONTEXT)).isEmpty();
  }

  @Test
  void a_master_key_that_is_not_there_is_unavailable() {
    var none = new KmsDataKeys(aws.clients().kms(), "00000000-0000-0000-0000-000000000000");

    assertThatThrownBy(() -> none.generate(CONTEXT))
        .isInstanceOf(Unavailable.class)
        .hasMessage("SEALING is unavailable: NotFoundException");
  }
}
