package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller.Reading.Read;
import io.elementconnect.attempts.Caller.Reading.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R42")
class CallerTest {
  private static final String PENGUIN = "\ud83d\udc27";

  @Test
  void the_named_claims_identify_the_caller() {
    var claims = Map.of("org", "acme", "sub", "auth0|ann.b-c_d:e@f", "tenant", "other");

    assertThat(Caller.of(claims, "org", "sub"))
        .isEqualTo(new Read(new Caller("acme", "auth0|ann.b-c_d:e@f")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        " acme ",
        "-acme",
        "|acme",
        "a#b",
        "CORP\\ann",
        "CN=Ann Müller, OU=Vertrieb, O=Acme",
        "tX3v/0Jqk+8=",
        "株式会社例",
        "{\"a\":1}",
        "[a",
        "a]",
        "[a] b",
        "map",
        "map[a",
        "a map[b:c]",
        "\u200bacme",
        "\u2028",
        "\ufeffacme",
        PENGUIN
      })
  void a_text_identifies_as_it_is(String claim) {
    assertThat(read(claim, claim)).isEqualTo(new Read(new Caller(claim, claim)));
  }

  @Test
  void claims_of_255_code_points_are_taken() {
    for (var longest : List.of("a".repeat(255), PENGUIN.repeat(255))) {
      assertThat(read(longest, longest)).isEqualTo(new Read(new Caller(longest, longest)));
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("", "is missing or empty"),
        Arguments.of("a".repeat(256), "has more than 255 characters"),
        Arguments.of(PENGUIN.repeat(256), "has more than 255 characters"),
        Arguments.of("acme\n", "contains a control character"),
        Arguments.of("\0", "contains a control character"),
        Arguments.of("a\u007f", "contains a control character"),
        Arguments.of("a\u0080", "contains a control character"),
        Arguments.of("a\u009f", "contains a control character"),
        Arguments.of("a\ud83d", "contains half of a surrogate pair"),
        Arguments.of("\udc27a", "contains half of a surrogate pair"),
        Arguments.of("\udc27\ud83d", "contains half of a surrogate pair"),
        Arguments.of("[a b]", "is a list or an object"),
        Arguments.of("[acme]", "is a list or an object"),
        Arguments.of("[]", "is a list or an object"),
        Arguments.of("map[a:b]", "is a list or an object"),
        Arguments.of("map[]", "is a list or an object"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_refusal_names_the_claim_and_its_rule(String claim, String rule) {
    assertThat(read(claim, "ann")).isEqualTo(new Refused("org", rule));
    assertThat(read("acme", claim)).isEqualTo(new Refused("sub", rule));
  }

  @Test
  void a_missing_claim_names_no_caller() {
    assertThat(Caller.of(Map.of("sub", "ann"), "org", "sub"))
        .isEqualTo(new Refused("org", "is missing or empty"));
    assertThat(Caller.of(Map.of("org", "acme"), "org", "sub"))
        .isEqualTo(new Refused("sub", "is missing or empty"));
  }

  @Test
  void different_callers_have_different_hashes() {
    var callers =
        List.of(
            new Caller("a#b", "c"),
            new Caller("a", "b#c"),
            new Caller("a", "b"),
            new Caller("ab", ""),
            new Caller("1a", "b"),
            new Caller("M\u00fcller", "ann"),
            new Caller("Mu\u0308ller", "ann"));

    assertThat(callers).extracting(Caller::hash).doesNotHaveDuplicates();
  }

  @Test
  void the_hash_of_a_caller_never_changes() {
    assertThat(new Caller("acme", "ann").hash())
        .isEqualTo("smLWM7yKO4TOSlQFr4-FG4IIueeYte4_ul7VISER5jo");
  }

  private static Caller.Reading read(String tenant, String user) {
    return Caller.of(Map.of("org", tenant, "sub", user), "org", "sub");
  }
}
