package io.elementconnect.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTest {
  @Test
  void reads_what_it_wrote() {
    assertThat(new Sealed("-_8").bytes()).hasValue(new byte[] {(byte) 0xfb, (byte) 0xff});
    assertThat(Sealed.of(new byte[] {(byte) 0xfb, (byte) 0xff})).isEqualTo(new Sealed("-_8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-_9", "-_8=", "+/8", "-_8 ", " -_8", "-_\r\n8", "-_8.", "-"})
  @Tag("R03")
  void no_other_way_to_write_the_same_is_read(String text) {
    assertThat(new Sealed(text).bytes()).isEmpty();
  }
}
