package io.elementconnect.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a+b,a+b",
        "a%2Bb,a+b",
        "a%2bb,a+b",
        "a%252Bb,a%2Bb",
        "4/0A=,4/0A=",
        "a%20b,a b",
        "%C3%A9,é",
        "%F0%9F%98%80,😀",
        "a=b=c,a=b=c",
        "%26%3D%23,&=#",
        "a;b,a;b"
      })
  @Tag("R21")
  void a_value_is_decoded_once(String raw, String value) {
    assertThat(query("code=" + raw).single("code")).hasValue(value);
  }

  @Test
  void in_a_form_a_plus_is_a_space_and_percent_2b_a_plus() {
    var form = Query.parseForm("a+b=1+%2B+2&c=%20+").orElseThrow();

    assertThat(form.single("a b")).hasValue("1 + 2");
    assertThat(form.single("c")).hasValue("  ");
  }

  @Test
  void control_characters_stay_visible() {
    assertThat(query("code=%00%0d%0A").single("code")).hasValue("\0\r\n");
  }

  @Test
  void a_name_is_decoded_as_well() {
    assertThat(query("c%6Fde=x").single("code")).hasValue("x");
    assertThat(query("tags%5B%5D=x").single("tags[]")).hasValue("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%",
        "a%4",
        "%zz",
        "%4z",
        "%z4",
        "%%41",
        "%+1",
        "%-1",
        "% 1",
        "%\uff14\uff11",
        "%u0041"
      })
  @Tag("R20")
  void broken_percent_encoding_is_refused(String raw) {
    assertThat(Query.parse("a=" + raw)).isEmpty();
    assertThat(Query.parse(raw + "=a")).isEmpty();
    assertThat(Query.parse("x=1&a=" + raw + "&y=2")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%C0%AF",
        "%C1%81",
        "%E0%80%AF",
        "%F0%80%80%AF",
        "%C0%80", // overlong
        "%C3%28",
        "%C3",
        "%80",
        "%FF",
        "%FE",
        "%E2%82",
        "a%E2%28%A1", // cut or mixed up
        "%ED%A0%80",
        "%F4%90%80%80",
        "%F8%88%80%80%80" // no characters
      })
  @Tag("R20")
  void invalid_utf_8_is_refused(String raw) {
    assertThat(Query.parse("a=" + raw)).isEmpty();
    assertThat(Query.parse(raw + "=a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "\n", "\0", "\u007f", "\uff0b"})
  @Tag("R20")
  void characters_that_no_query_may_hold_are_refused(String raw) {
    assertThat(Query.parse("a=" + raw)).isEmpty();
  }

  @Test
  @Tag("R18")
  void a_repeated_parameter_has_no_single_value() {
    var query = query("state=a&code=b&state=a");

    assertThat(query.single("state")).isEmpty();
    assertThat(query.has("state")).isTrue();
    assertThat(query.all("state")).containsExactly("a", "a");
    assertThat(query.single("code")).hasValue("b");
  }

  @Test
  @Tag("R18")
  void a_parameter_may_be_repeated_under_another_spelling() {
    assertThat(query("state=a&st%61te=b").all("state")).containsExactly("a", "b");
  }

  @Test
  @Tag("R18")
  void a_comma_does_not_repeat_a_parameter() {
    assertThat(query("state=a,b").single("state")).hasValue("a,b");
    assertThat(query("state=a%2Cb").single("state")).hasValue("a,b");
  }

  @Test
  void a_parameter_without_a_value_is_empty() {
    assertThat(query("a&b=").single("a")).hasValue("");
    assertThat(query("a&b=").single("b")).hasValue("");
  }

  @Test
  void a_parameter_that_does_not_come_has_no_value() {
    assertThat(query("a=1").single("b")).isEmpty();
    assertThat(query("a=1").has("b")).isFalse();
    assertThat(query("a=1").has("A")).isFalse();
    assertThat(query("a=1").all("b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "&&"})
  void nothing_between_ampersands_is_no_parameter(String raw) {
    assertThat(query(raw).names()).isEmpty();
  }

  @Test
  void names_keep_their_order() {
    assertThat(query("b=1&a=2&b=3&c=4").names()).containsExactly("b", "a", "c");
  }

  @Test
  void everything_but_unreserved_characters_is_encoded() {
    assertThat(Query.encode("AZaz09-._~")).isEqualTo("AZaz09-._~");
    assertThat(Query.encode(" +&=#%/?:@")).isEqualTo("%20%2B%26%3D%23%25%2F%3F%3A%40");
    assertThat(Query.encode("é😀\0")).isEqualTo("%C3%A9%F0%9F%98%80%00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a+b", "a%2Bb", "4/0A=", "a b&c=d", "\r\n\0", "é 😀 \u2028"})
  void what_was_encoded_is_decoded(String value) {
    var parameters = new LinkedHashMap<>(Map.of("tags[]", value, value + "x", "1"));

    var query = query(Query.of(parameters));

    assertThat(query.single("tags[]")).hasValue(value);
    assertThat(query.single(value + "x")).hasValue("1");
    assertThat(query.names()).isEqualTo(parameters.keySet());
  }

  private static Query query(String raw) {
    return Query.parse(raw).orElseThrow();
  }
}
