package io.elementconnect.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.url.RawQuery.Parameter;
import io.elementconnect.url.RawQuery.Parameter.Absent;
import io.elementconnect.url.RawQuery.Parameter.Invalid;
import io.elementconnect.url.RawQuery.Parameter.Single;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R18")
class RawQueryTest {

  @ParameterizedTest
  @CsvSource({
    "a=1,1",
    "a=1&b=%FF,1",
    "%61=1,1",
    "a=%61,a",
    "a=1+2,1+2",
    "a=b=c,b=c",
    "a=&a=1,1",
    "a&a=1,1",
    "&&a=1&,1",
    "b=1&b=2&a=%C3%A4,ä"
  })
  @Tag("R21")
  void a_single_value_is_decoded_once(String raw, String value) {
    assertThat(a(raw)).isEqualTo(new Single(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=", "a=&a=", "A=1", "b=1", "%zz=1", "=1"})
  void a_missing_or_empty_parameter_is_absent(String raw) {
    assertThat(a(raw)).isEqualTo(new Absent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=1", "a=1&%61=2", "a=%", "a=%4", "a=%zz", "a=%C3%28", "a=ä"})
  void a_repeated_or_badly_encoded_parameter_is_invalid(String raw) {
    assertThat(a(raw)).isEqualTo(new Invalid());
  }

  @Test
  void no_value_is_printed() {
    assertThat(new RawQuery("a=secret")).hasToString("RawQuery");
    assertThat(a("a=secret")).hasToString("Single");
  }

  private static Parameter a(String raw) {
    return new RawQuery(raw).parameter("a");
  }
}
