package io.elementconnect.oauthcallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.elements.Element;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {
  private static final Element INFUSIONSOFT = CatalogueFile.shipped().get("infusionsofterp");
  private static final String S = "Abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE";

  @Test
  void a_code_is_read_with_the_parameters_of_the_element() {
    var callback =
        Callback.parse("code=c&state=" + S + "&scope=full%7Cdt123.infusionsoft.com").orElseThrow();

    assertThat(callback.state()).isEqualTo(new State(S));
    assertThat(callback.answer(INFUSIONSOFT))
        .contains(new Allowed("c", Map.of("scope", "full|dt123.infusionsoft.com")));
  }

  @Test
  @Tag("R24")
  void a_denial_is_read_without_its_description() {
    var callback =
        Callback.parse("error=access_denied&error_description=No%21&state=" + S).orElseThrow();

    assertThat(callback.answer(INFUSIONSOFT)).contains(new Denied());
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied,access_denied",
    "invalid_scope,invalid_scope",
    "temporarily_unavailable,temporarily_unavailable",
    "login_required,login_required",
    "user_cancelled_login,other",
    "ACCESS_DENIED,other",
    "%3Cscript%3E,other"
  })
  void any_error_but_a_denial_is_one_of_the_registered_codes_or_other(String raw, String code) {
    var answer = Callback.parse("error=" + raw + "&state=" + S).orElseThrow().answer(INFUSIONSOFT);

    assertThat(answer)
        .contains(code.equals("access_denied") ? new Denied() : new ProviderAnswer.Failed(code));
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
        "code=c&%63ode=c&state=" + S,
        "code=c&state=" + S + "&%73tate=" + S
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
        "code=c&error=%&state=" + S,
        "code=%&error=access_denied&state=" + S,
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=c&error=&state=" + S,
        "code=c&error&state=" + S,
        "code=c&code=&state=" + S,
        "state=&code=c&state=" + S
      })
  @Tag("R18")
  void an_empty_parameter_counts_as_left_out(String raw) {
    assertThat(Callback.parse(raw))
        .flatMap(callback -> callback.answer(INFUSIONSOFT))
        .contains(new Allowed("c", Map.of()));
  }

  @Test
  @Tag("R18")
  void an_empty_code_beside_a_denial_counts_as_left_out() {
    assertThat(Callback.parse("code=&error=access_denied&state=" + S))
        .flatMap(callback -> callback.answer(INFUSIONSOFT))
        .contains(new Denied());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error_description=%C3%28",
        "error_description=%E4%F6%FC",
        "%zz=1",
        "%=1",
        "=1",
        "x=1&x=2",
        "x=%00",
        "session_state=%ZZ&session_state=2",
        "iss=a&iss=b",
        "iss=%FF",
        "ä=ö",
        "a|b={}",
        "&&&",
        "scope=",
        "hd=example.com&prompt=consent&authuser=0"
      })
  @Tag("R18")
  @Tag("R25")
  void what_does_not_count_spoils_nothing(String appended) {
    assertThat(Callback.parse("code=c&state=" + S + "&" + appended))
        .flatMap(callback -> callback.answer(INFUSIONSOFT))
        .contains(new Allowed("c", Map.of()));
    assertThat(Callback.parse(appended + "&error=access_denied&state=" + S))
        .flatMap(callback -> callback.answer(INFUSIONSOFT))
        .contains(new Denied());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope=a&scope=b", "scope=a&scope=a", "scope=%FF", "scope=%C3%A4"})
  @Tag("R18")
  void a_parameter_of_the_element_has_to_be_single_and_well_formed(String parameters) {
    assertThat(Callback.parse("code=c&state=" + S + "&" + parameters))
        .hasValueSatisfying(callback -> assertThat(callback.answer(INFUSIONSOFT)).isEmpty());
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
        .flatMap(callback -> callback.answer(INFUSIONSOFT))
        .get()
        .extracting(answer -> ((Allowed) answer).code())
        .isEqualTo(code);
  }

  @Test
  void neither_state_nor_code_is_printed() {
    var callback = Callback.parse("code=the-code&state=" + S).orElseThrow();

    assertThat(callback).hasToString("Callback");
    assertThat(callback.answer(INFUSIONSOFT).orElseThrow()).hasToString("Allowed");
    assertThat(callback.state()).hasToString("State");
  }
}
