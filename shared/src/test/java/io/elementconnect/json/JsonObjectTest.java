package io.elementconnect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private final List<FieldError> errors = new ArrayList<>();

  @Test
  void every_kind_of_field_is_read() {
    var json =
        object(
            """
            {"text": "a", "flag": true, "number": 3, "texts": ["b", "c"], "numbers": [1, 2],
             "map": {"k": "v"}, "objects": [{"inner": "d"}]}
            """);

    assertThat(json.required("text")).isEqualTo("a");
    assertThat(json.flag("flag")).isTrue();
    assertThat(json.requiredNumber("number")).isEqualTo(3);
    assertThat(json.texts("texts")).containsExactly("b", "c");
    assertThat(json.numbers("numbers")).containsExactly(1L, 2L);
    assertThat(json.textMap("map")).isEqualTo(Map.of("k", "v"));
    assertThat(json.objects("objects").getFirst().required("inner")).isEqualTo("d");
    json.refuseOthers();
    assertThat(errors).isEmpty();
  }

  @Test
  void what_may_be_missing_is_no_error() {
    var json = object("{}");

    assertThat(json.text("a")).isEmpty();
    assertThat(json.flag("b")).isFalse();
    assertThat(json.texts("c")).isEmpty();
    assertThat(json.numbers("d")).isEmpty();
    assertThat(json.textMap("e")).isEmpty();
    assertThat(json.objects("f")).isEmpty();
    json.refuseOthers();
    assertThat(errors).isEmpty();
  }

  @Test
  void all_errors_are_collected_with_their_paths() {
    var json =
        object(
            """
            {"flag": "yes", "texts": ["a", 1], "map": {"k": 1, "l": "m", "n": null},
             "objects": [{"inner": "d"}, {"inner": 2, "other": 3}], "unknown": 1}
            """);

    json.required("name");
    json.requiredNumber("count");
    json.flag("flag");
    json.texts("texts");
    json.textMap("map");
    for (var inner : json.objects("objects")) {
      inner.required("inner");
      inner.refuseOthers();
    }
    json.refuseOthers();

    assertThat(errors)
        .extracting(FieldError::toString)
        .containsExactly(
            "name is required",
            "count is required",
            "flag must be true or false",
            "texts must be a list of texts",
            "map.k must be a text",
            "map.n must be a text",
            "objects[1].inner must be a text",
            "objects[1].other is not known",
            "unknown is not known");
  }

  @Test
  void a_required_text_must_not_be_empty() {
    assertThat(object("{\"name\": \"\"}").required("name")).isEmpty();

    assertThat(errors).containsExactly(new FieldError("name", "is required"));
  }

  @Test
  void a_null_is_not_a_text() {
    assertThat(object("{\"a\": null}").text("a")).isEmpty();

    assertThat(errors).containsExactly(new FieldError("a", "must be a text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "1e400", "-1e400", "18446744073709551617", "\"1\"", "true", "null"})
  void only_a_whole_number_is_a_number(String value) {
    assertThat(object("{\"n\": " + value + "}").requiredNumber("n")).isZero();

    assertThat(errors).containsExactly(new FieldError("n", "must be a whole number"));
  }

  @Test
  void a_number_may_be_missing() {
    assertThat(object("{}").number("n")).isEmpty();
    assertThat(object("{\"n\": 7}").number("n")).contains(7L);
    assertThat(errors).isEmpty();

    assertThat(object("{\"n\": 1.5}").number("n")).isEmpty();
    assertThat(errors).containsExactly(new FieldError("n", "must be a whole number"));
  }

  @Test
  void an_object_within_names_its_fields_by_their_whole_path() {
    var inner = object("{\"o\": {\"a\": 1, \"b\": 2}}").object("o").orElseThrow();
    inner.number("a");
    inner.refuseOthers();

    assertThat(errors).containsExactly(new FieldError("o.b", "is not known"));
  }

  @Test
  void an_object_may_be_missing_and_nothing_else_in_its_place() {
    assertThat(object("{}").object("o")).isEmpty();
    assertThat(errors).isEmpty();

    assertThat(object("{\"o\": []}").object("o")).isEmpty();
    assertThat(errors).containsExactly(new FieldError("o", "must be an object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e400", "18446744073709551617", "\"1\"", "null"})
  void a_list_of_numbers_holds_whole_numbers_only(String item) {
    assertThat(object("{\"n\": [1, " + item + "]}").numbers("n")).isEmpty();

    assertThat(errors).containsExactly(new FieldError("n", "must be a list of whole numbers"));
  }

  @Test
  void no_error_holds_the_value() {
    var json = object("{\"a\": {\"secret\": 1}, \"b\": \"secret\", \"c\": [\"secret\", 1]}");

    json.text("a");
    json.flag("b");
    json.texts("c");
    json.objects("c");
    json.requiredNumber("b");

    assertThat(errors).hasSize(5).noneMatch(error -> error.toString().contains("secret"));
  }

  private JsonObject object(String text) {
    return JsonObject.root(Json.parse(text.getBytes(UTF_8)).orElseThrow(), errors);
  }
}
