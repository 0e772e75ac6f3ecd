package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserKeyTest {
  private static final String FORM = "s".repeat(43);

  @Test
  void forty_three_base64url_characters_are_a_browser_key() {
    assertThat(BrowserKey.parse(FORM)).hasValue(new BrowserKey(FORM));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "ssssssssssssssssssssssssssssssssssssssssss="})
  void anything_else_is_none(String text) {
    assertThat(BrowserKey.parse(text)).isEmpty();
    assertThatThrownBy(() -> new BrowserKey(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void random_keys_have_the_form_and_differ() {
    var random = new SecureRandom();

    var key = BrowserKey.random(random);

    assertThat(BrowserKey.parse(key.value())).hasValue(key);
    assertThat(BrowserKey.random(random)).isNotEqualTo(key);
  }

  @Test
  void its_hash_is_its_sha_256() {
    assertThat(new BrowserKey(FORM).hash()).isEqualTo(new State(FORM).attemptId().value());
  }

  @Test
  void it_does_not_print_itself() {
    var key = new BrowserKey(FORM);

    assertThat(key).hasToString("BrowserKey");
    assertThat(new Proof.SameBrowser(key).toString()).doesNotContain(FORM);
    assertThat(new Proof.SameUser(new Caller("acme", "ann"), Instant.EPOCH).toString())
        .contains("acme", "ann");
  }
}
