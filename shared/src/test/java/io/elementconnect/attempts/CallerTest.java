package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R42")
class CallerTest {

  @Test
  void the_named_claims_identify_the_caller() {
    var claims = Map.of("org", "acme", "sub", "auth0|ann.b-c_d:e@f", "tenant", "other");

    assertThat(Caller.of(claims, "org", "sub")).hasValue(new Caller("acme", "auth0|ann.b-c_d:e@f"));
  }

  @Test
  void a_claim_of_128_characters_is_taken() {
    var longest = "a".repeat(128);

    assertThat(Caller.of(Map.of("org", longest, "sub", longest), "org", "sub"))
        .hasValue(new Caller(longest, longest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[a b]",
        "[acme]",
        "a b",
        " acme",
        "acme ",
        "acme\n",
        "-acme",
        "|acme",
        "acme#x",
        "acme/x",
        "acme,x",
        "é",
        "{\"a\":1}"
      })
  void a_claim_that_is_not_one_plain_word_names_no_caller(String claim) {
    assertThat(Caller.of(Map.of("org", claim, "sub", "ann"), "org", "sub")).isEmpty();
    assertThat(Caller.of(Map.of("org", "acme", "sub", claim), "org", "sub")).isEmpty();
  }

  @Test
  void a_claim_of_129_characters_names_no_caller() {
    var claims = Map.of("org", "acme", "sub", "a".repeat(129));

    assertThat(Caller.of(claims, "org", "sub")).isEmpty();
  }

  @Test
  void a_missing_claim_names_no_caller() {
    assertThat(Caller.of(Map.of("sub", "ann"), "org", "sub")).isEmpty();
    assertThat(Caller.of(Map.of("org", "acme"), "org", "sub")).isEmpty();
    assertThat(Caller.of(Map.of(), "org", "sub")).isEmpty();
  }
}
