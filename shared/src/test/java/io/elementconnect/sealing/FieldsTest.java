package io.elementconnect.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {

  @Test
  void fields_come_back_as_they_were() {
    var fields =
        Map.of(
            "code", "a+b/c=&d",
            "", "empty name",
            "empty value", "",
            "schlüssel", "é \u2028 \0 😀",
            "lone surrogate", "\ud800",
            "long", "x".repeat(65_535));

    assertThat(Fields.decode(Fields.encode(fields))).isEqualTo(fields);
  }

  @Test
  void no_fields_are_no_bytes() {
    assertThat(Fields.encode(Map.of())).isEmpty();
    assertThat(Fields.decode(new byte[0])).isEmpty();
  }

  @Test
  void the_same_fields_are_the_same_bytes() {
    var one = new LinkedHashMap<String, String>();
    one.put("a", "1");
    one.put("b", "2");
    var other = new LinkedHashMap<String, String>();
    other.put("b", "2");
    other.put("a", "1");

    assertThat(Fields.encode(one)).isEqualTo(Fields.encode(other));
  }

  @Test
  void the_size_does_not_depend_on_the_characters() {
    assertThat(Fields.encode(Map.of("code", "\"\\\n&")))
        .hasSameSizeAs(Fields.encode(Map.of("code", "abcd")));
  }

  @Test
  void a_text_that_is_too_long_is_not_cut() {
    assertThatThrownBy(() -> Fields.encode(Map.of("a", "x".repeat(65_536))))
        .isInstanceOf(UncheckedIOException.class);
  }
}
