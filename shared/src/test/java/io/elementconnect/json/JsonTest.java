package io.elementconnect.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.elementconnect.testing.CollidingNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R31")
class JsonTest {

  @Test
  void an_object_becomes_a_map() {
    assertThat(parse("{\"a\": \"x\", \"b\": [1, true, {\"c\": 0.5}]}"))
        .hasValue(Map.of("a", "x", "b", List.of(1, true, Map.of("c", 0.5))));
  }

  @Test
  void a_null_stays_visible() {
    assertThat(parse("{\"a\": null}").orElseThrow()).containsEntry("a", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "true", "1", "\"a\"", "[]", "[{}]", "{", "{\"a\"", "{\"a\":}"})
  void anything_but_a_whole_object_is_refused(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}}", "{} x", "{},", "{}\0"})
  void nothing_may_follow_the_object(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{/**/}",
        "{\"\t\":1}"
      })
  void what_only_some_parsers_take_for_json_is_refused(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"b\":{\"a\":1,\"\\u0061\":2}}"})
  void a_key_that_comes_twice_is_refused(String text) {
    assertThat(parse(text)).isEmpty();
  }

  @Test
  void twenty_levels_are_read() {
    assertThat(parse(nested(20))).isPresent();
  }

  @Test
  void twenty_one_levels_are_refused() {
    assertThat(parse(nested(21))).isEmpty();
  }

  @Test
  void a_hundred_thousand_levels_are_refused_at_once() {
    var bomb = nested(100_000);

    assertTimeout(Duration.ofSeconds(1), () -> assertThat(parse(bomb)).isEmpty());
  }

  @Test
  void a_number_of_a_hundred_digits_is_read() {
    assertThat(parse("{\"a\":" + "9".repeat(100) + "}")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 400_000})
  void a_number_of_more_digits_is_refused(int digits) {
    assertThat(parse("{\"a\":" + "9".repeat(digits) + "}")).isEmpty();
    assertThat(parse("{\"a\":0." + "9".repeat(digits) + "}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c328", "c0af", "e08080", "eda080", "f4908080", "80", "ff", "c3"})
  void invalid_utf_8_is_refused(String bytes) {
    var text = HexFormat.of().parseHex("7b2261223a22" + bytes + "227d");

    assertThat(Json.parse(text)).isEmpty();
  }

  @Test
  void other_encodings_are_refused() {
    var text = "{\"a\":1}";

    assertThat(Json.parse(text.getBytes(UTF_16))).isEmpty();
    assertThat(Json.parse(text.getBytes(UTF_16BE))).isEmpty();
  }

  @Test
  void fields_are_printed_in_their_order() {
    assertThat(Json.print(Json.object("b", "x", "a", List.of(1, true), "c", Map.of("d", 0.5))))
        .isEqualTo("{\"b\":\"x\",\"a\":[1,true],\"c\":{\"d\":0.5}}");
  }

  @Test
  void a_field_without_a_value_is_printed_as_null() {
    var object = new HashMap<String, @Nullable Object>();
    object.put("a", null);

    assertThat(Json.print(object)).isEqualTo("{\"a\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\0",
        "\t",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u2029",
        "é",
        "😀"
      })
  void one_object_is_one_line_of_plain_ascii(String text) {
    var line = Json.print(Map.of(text, Map.of("in", List.of(text))));

    assertThat(line).matches("[ -~]+");
    assertThat(parse(line)).hasValue(Map.of(text, Map.of("in", List.of(text))));
  }

  /** Names that collide in Jackson's hash make a table that all requests share inconsistent. */
  @Test
  @Tag("R31")
  @Tag("R58")
  @Tag("R59")
  void colliding_names_disturb_no_later_request() {
    assertThat(CollidingNames.objects())
        .allSatisfy(object -> assertThat(Json.parse(object.getBytes(UTF_8))).isPresent());
  }

  @Test
  void quotes_and_backslashes_survive_printing() {
    var object = Map.<String, Object>of("a\"\\", "\\\"b");

    assertThat(parse(Json.print(object))).hasValue(object);
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static Optional<Map<String, Object>> parse(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }
}
