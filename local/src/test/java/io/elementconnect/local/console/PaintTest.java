package io.elementconnect.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaintTest {

  @Test
  void a_terminal_has_colours() {
    assertThat(Paint.of(true, "", "xterm-256color")).isEqualTo(Paint.COLOUR);
  }

  @Test
  void what_is_no_terminal_has_none() {
    assertThat(Paint.of(false, "", "xterm-256color")).isEqualTo(Paint.NONE);
  }

  @Test
  void a_person_who_wants_none_gets_none() {
    assertThat(Paint.of(true, "1", "xterm-256color")).isEqualTo(Paint.NONE);
  }

  @Test
  void a_dumb_terminal_has_none() {
    assertThat(Paint.of(true, "", "dumb")).isEqualTo(Paint.NONE);
  }
}
