package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.elementconnect.AttemptId;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {
  private static final String FORM = "aZ09_-" + "s".repeat(37);

  @Test
  @Tag("R01")
  void forty_three_base64url_characters_are_a_state() {
    assertThat(State.parse(FORM)).hasValue(new State(FORM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssssssssssssssssssssssssssssssssssssssssss",
        "ssssssssssssssssssssssssssssssssssssssssssss",
        "ssssssssssssssssssssssssssssssssssssssssss+",
        "ssssssssssssssssssssssssssssssssssssssssss/",
        "ssssssssssssssssssssssssssssssssssssssssss=",
        "ssssssssssssssssssssssssssssssssssssssssss ",
        "ssssssssssssssssssssssssssssssssssssssssssé",
        "sssssssssssssssssssssssssssssssssssssssssss\n"
      })
  void anything_else_is_none(String text) {
    assertThat(State.parse(text)).isEmpty();
    assertThatThrownBy(() -> new State(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("R01")
  void random_states_are_distinct_and_have_no_biased_bit() {
    var random = new SecureRandom();
    var states = new HashSet<State>();
    var ones = new int[256];
    for (int i = 0; i < 10_000; i++) {
      var state = State.random(random);
      states.add(state);
      BitSet.valueOf(Base64.getUrlDecoder().decode(state.value())).stream()
          .forEach(bit -> ones[bit]++);
    }

    assertThat(states).hasSize(10_000);
    for (int count : ones) {
      assertThat(count / 10_000.0).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void its_attempt_id_is_its_sha_256() {
    assertThat(new State("s".repeat(43)).attemptId())
        .isEqualTo(new AttemptId("1kuTyfG2DrM45ctBXWo2vZIO3Q6bNvfqXHMNDhD_FH8"));
  }

  @Test
  void it_does_not_print_itself() {
    assertThat(new State(FORM)).hasToString("State");
  }

  @Test
  void a_refused_state_is_not_quoted() {
    assertThatThrownBy(() -> new State("almost-a-state")).hasMessageNotContaining("almost");
  }
}
