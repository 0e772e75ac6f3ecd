package io.elementconnect.oauthcallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.State;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {
  private static final String S = "Abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE";

  @Test
  void a_code_is_read_with_everything_that_came_with_it() {
    assertThat(Callback.parse("code=c&state=" + S + "&scope=full%7Cdt123.infusionsoft.com"))
        .contains(
            new Callback(
                new State(S),
                new Allowed(
                    "c", Map.of("code", "c", "state", S, "scope", "full|dt123.infusionsoft.com")),
                null));
  }

  @Test
  @Tag("R24")
  void a_denial_is_read_without_its_description() {
    assertThat(Callback.parse("error=access_denied&error_description=No%21&state=" + S))
        .contains(new Callback(new State(S), new Denied("access_denied"), null));
  }

  @Test
  void the_issuer_is_read() {
    assertThat(Callback.parse("code=c&state=" + S + "&iss=https%3A%2F%2Fa.test"))
        .map(Callback::issuer)
        .contains("https://a.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=c",
        "code=c&state=",
        "code=c&state",
        "code=c&state=short",
        "code=c&State=" + S,
        "code=c&state=" + S + "x",
        "code=c&state=" + S + "%20",
        "code=c&state=" + S + "%2C" + S,
        "code=c&state=%2Bbcdefghijklmnopqrstuvwxyz0123456789-_ABCDE",
        "code=c&state=infusionsofterp",
        "error=access_denied"
      })
  @Tag("R05")
  void without_a_state_of_ours_it_is_malformed(String raw) {
    assertThat(Callback.parse(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=c&state=" + S + "&state=" + S,
        "code=a&code=b&state=" + S,
        "code=a&code=a&state=" + S,
        "code=a&%63ode=b&state=" + S,
        "error=a&error=b&state=" + S,
        "code=c&state=" + S + "&iss=a&iss=b",
        "code=c&state=" + S + "&scope=a&scope=b",
        "code=c&state=" + S + "&x=1&x=2",
        "code=c&code=&state=" + S
      })
  @Tag("R18")
  void a_parameter_that_comes_twice_is_malformed(String raw) {
    assertThat(Callback.parse(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=" + S,
        "code=&state=" + S,
        "error=&state=" + S,
        "code=c&error=e&state=" + S,
        "code=&error=e&state=" + S,
        "code=c&error=&state=" + S,
        "error_description=e&state=" + S
      })
  @Tag("R19")
  void either_a_code_or_an_error_has_to_come(String raw) {
    assertThat(Callback.parse(raw)).isEmpty();
  }

  @Test
  @Tag("R20")
  void a_code_has_at_most_4096_characters() {
    assertThat(Callback.parse("code=" + "c".repeat(4096) + "&state=" + S)).isPresent();
    assertThat(Callback.parse("code=" + "c".repeat(4097) + "&state=" + S)).isEmpty();
  }

  @Test
  @Tag("R20")
  void an_error_has_at_most_64_characters() {
    assertThat(Callback.parse("error=" + "e".repeat(64) + "&state=" + S)).isPresent();
    assertThat(Callback.parse("error=" + "e".repeat(65) + "&state=" + S)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%00",
        "a%00b",
        "a%0Ab",
        "a%0Db",
        "a%0D%0ASet-Cookie:x",
        "%7F",
        "%C3%28",
        "%C0%AF",
        "%ED%A0%80",
        "%E2%80%A8",
        "%C3%A4",
        "ä",
        "%",
        "%4",
        "%4g",
        "%g4"
      })
  @Tag("R20")
  void characters_that_no_code_has_are_malformed(String value) {
    assertThat(Callback.parse("code=" + value + "&state=" + S)).isEmpty();
    assertThat(Callback.parse("error=" + value + "&state=" + S)).isEmpty();
  }

  @Test
  @Tag("R20")
  void broken_encoding_anywhere_is_malformed() {
    assertThat(Callback.parse("code=c&state=" + S + "&error_description=%C3%28")).isEmpty();
    assertThat(Callback.parse("code=c&state=" + S + "&%zz=1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a+b,a+b",
    "a%2Bb,a+b",
    "a%252Bb,a%2Bb",
    "4/0A=,4/0A=",
    "%20x%20,' x '",
    "a=b=c,a=b=c"
  })
  @Tag("R21")
  void a_code_is_decoded_exactly_once(String raw, String code) {
    assertThat(Callback.parse("code=" + raw + "&state=" + S))
        .map(Callback::answer)
        .get()
        .extracting(answer -> ((Allowed) answer).code())
        .isEqualTo(code);
  }

  @Test
  void neither_state_nor_code_is_printed() {
    var callback = Callback.parse("code=the-code&state=" + S).orElseThrow();

    assertThat(callback).hasToString("Callback");
    assertThat(callback.answer()).hasToString("Allowed");
    assertThat(callback.state()).hasToString("State");
  }
}
