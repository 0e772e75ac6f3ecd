package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.url.Query;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A callback in which something stands twice, is too long, or is encoded in ways that two readers
 * might read differently. It comes from the right browser: only its form is wrong.
 */
class TamperedCallbackTest {
  private static final int MAX_CODE_CHARACTERS = 4096;

  private final Scenario scenario = new Scenario();
  private final LocalStack stack = scenario.stack();
  private final Scenario.Attempt attempt = scenario.begin();
  private final Scenario.Attempt other = scenario.begin(User.unique(stack));
  private final String callback = attempt.allowed();
  private final String code = codeIn(callback);

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=C&state=S&state=S",
        "code=C&state=S&state=O",
        "code=C&state=O&state=S",
        "code=C&state=S%2CS",
        "code=C&state=S&%73tate=O",
        "code=C&state[]=S",
        "code=a&code=C&state=S",
        "code=C&code=a&state=S",
        "code=C&code=C&state=S",
        "code=C&c%6Fde=a&state=S",
        "error=a&error=b&state=S"
      })
  @Tag("R18")
  void what_comes_twice_is_refused_before_anything_is_read(String form) {
    assertRefusedUnread(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=C&error=access_denied&state=S",
        "error=access_denied&code=C&state=S",
        "",
        "code=C",
        "code=&error=&state=S",
        "state=S",
        "code=&state=S",
        "error=&state=S",
        "Code=C&state=S",
        "code=C&State=S"
      })
  @Tag("R19")
  void a_code_with_an_error_or_neither_is_refused_before_anything_is_read(String form) {
    assertRefusedUnread(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=L&state=S",
        "code=C%00&state=S",
        "code=C%0D%0A&state=S",
        "code=C%0A&state=S",
        "code=C%7F&state=S",
        "code=C%C3%28&state=S",
        "code=C%C0%AF&state=S",
        "code=C%ED%A0%80&state=S",
        "code=C%C3%A4&state=S",
        "error=E&state=S",
        "error=a%0D%0Ab&state=S",
        "code=C&state=short",
        "code=C&state=SA",
        "code=C&state=S%20",
        "code=C&state=S%3D",
        "code=C&state=%00S"
      })
  @Tag("R20")
  void what_is_too_long_or_of_other_characters_is_refused_before_anything_is_read(String form) {
    assertRefusedUnread(
        form.replace("L", "c".repeat(MAX_CODE_CHARACTERS + 1)).replace("E", "e".repeat(65)));
  }

  @Test
  @Tag("R20")
  void the_longest_code_is_taken_by_both_proofs() {
    var longest = longest();
    var sent = "code=" + longest + "&state=" + attempt.state();

    var completion = attempt.completion(callbackOf(sent));

    assertThat(scenario.posts()).isZero();
    assertThat(gist(attempt.complete(completion))).isEqualTo("409 cloud_elements_refused");
    assertThat(gist(attempt.back(callbackOf(sent)))).isEqualTo("303 failed");
    assertThat(scenario.posts()).isEqualTo(1);
    assertThat(stack.simulator().ledger().secrets()).contains(longest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a+b | a+b",
        "a%2Bb | a+b",
        "a%252Bb | a%2Bb",
        "a%2520b | a%20b",
        "a%20b | a b",
        "4/0A= | 4/0A=",
        "4%2F0A%3D | 4/0A=",
        "a%26state%3Db | a&state=b",
        "a%23b%3Fc | a#b?c",
        "%7E!*();:@$, | ~!*();:@$,",
        "a%22%5C%2Fb | a\"\\/b"
      })
  @Tag("R21")
  void a_code_is_decoded_once_and_sent_byte_by_byte(String raw, String code) {
    var first = UUID.randomUUID();
    attempt.back(callbackOf("code=" + first + raw + "&state=" + attempt.state()));
    assertThat(stack.simulator().ledger().secrets()).contains(first + code);

    var second = UUID.randomUUID();
    other.complete(
        other.completion(callbackOf("code=" + second + raw + "&state=" + other.state())));
    assertThat(stack.simulator().ledger().secrets()).contains(second + code);
    assertThat(scenario.posts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=C&state=S&scope=dt123.infusionsoft.com&scope=dt364.infusionsoft.com",
        "code=C&state=S&scope=dt123.infusionsoft.com&scope=dt123.infusionsoft.com",
        "code=C&state=S&scope=%FF",
        "code=C&state=S&scope=dt123%0D%0A"
      })
  @Tag("R18")
  void a_tampered_parameter_of_the_element_is_refused_and_changes_nothing(String form) {
    assertRefused(form);
  }

  private void assertRefusedUnread(String form) {
    var calls = calls();

    assertRefused(form, () -> assertThat(calls()).isEqualTo(calls));
  }

  private void assertRefused(String form) {
    assertRefused(form, () -> {});
  }

  private void assertRefused(String form, Runnable afterwards) {
    var query =
        form.replace("=C", "=" + code)
            .replace("=S", "=" + attempt.state())
            .replace("%2CS", "%2C" + attempt.state())
            .replace("%00S", "%00" + attempt.state())
            .replace("=O", "=" + other.state());
    var before = List.of(attempt.item(), other.item());

    var answer = attempt.back(callbackOf(query));

    assertThat(gist(answer)).isEqualTo("400 page");
    afterwards.run();
    assertThat(List.of(attempt.item(), other.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(gist(attempt.back(callback))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  /** What the functions asked of AWS and of Cloud Elements until now. */
  private String calls() {
    return new TreeMap<>(stack.aws().calls()) + " " + stack.simulator().ledger().calls();
  }

  private String callbackOf(String query) {
    return stack.apiUrl() + "/oauth/callback?" + query;
  }

  private static String longest() {
    var unique = UUID.randomUUID().toString();
    return unique + "c".repeat(MAX_CODE_CHARACTERS - unique.length());
  }

  private static String codeIn(String url) {
    return Query.parse(URI.create(url).getRawQuery())
        .flatMap(query -> query.single("code"))
        .orElseThrow();
  }
}
