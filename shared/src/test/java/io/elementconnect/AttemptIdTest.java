package io.elementconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptIdTest {

  @Test
  void forty_three_base64url_characters_are_an_attempt_id() {
    var id = "aZ09_-" + "i".repeat(37);

    assertThat(AttemptId.parse(id)).hasValue(new AttemptId(id));
    assertThat(new AttemptId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "link#iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "starts#acme#ann#1234567iiiiiiiiiiiiiiiiiiii",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii "
      })
  void no_other_item_of_the_table_can_be_named(String text) {
    assertThat(AttemptId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new AttemptId(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
