package io.elementconnect.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.json.FieldError;
import io.elementconnect.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 999_999_999_999_999_999L})
  void digits_are_an_instance_id(long value) {
    assertThat(InstanceId.parse(Long.toString(value))).hasValue(new InstanceId(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "042", "-1", "+1", "1.0", " 1", "1\n", "4２", "1000000000000000000", "a"})
  void anything_else_is_none(String text) {
    assertThat(InstanceId.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void only_a_positive_number_is_one(long value) {
    assertThatThrownBy(() -> new InstanceId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_field_holds_the_number_or_its_text() {
    var errors = new ArrayList<FieldError>();
    var json = JsonObject.root(Map.of("a", 42, "b", "42", "c", "042", "d", 0, "e", true), errors);

    assertThat(InstanceId.read(json, "a")).hasValue(new InstanceId(42));
    assertThat(InstanceId.read(json, "b")).hasValue(new InstanceId(42));
    assertThat(InstanceId.read(json, "none")).isEmpty();
    assertThat(errors).isEmpty();
    for (var field : List.of("c", "d", "e")) {
      assertThat(InstanceId.read(json, field)).isEmpty();
    }
    assertThat(errors).extracting(FieldError::field).containsExactly("c", "d", "e");
  }

  @Test
  void it_prints_its_digits() {
    assertThat(new InstanceId(42)).hasToString("42");
  }
}
