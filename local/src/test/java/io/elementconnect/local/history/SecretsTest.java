package io.elementconnect.local.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is found in every form in which one leaks. */
@Tag("R36")
class SecretsTest {
  private static final String SECRET = "0/A-secret+with=signs\"\\?";

  private final Secrets secrets = Secrets.of(List.of("another-secret-of-ours", SECRET));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=" + SECRET + "&state=",
        "code=0%2FA-secret%2Bwith%3Dsigns%22%5C%3F",
        "code=0%2fa-secret%2bwith%3dsigns%22%5c%3f",
        "{\"code\":\"0/A-secret+with=signs\\\"\\\\?\"}",
        "{\"code\":\"0\\/A-secret+with=signs\\\"\\\\?\"}",
        "{\"code\":\"0\\u002fA\\u002dsecret\\u002bwith\\u003dsigns\\u0022\\u005c\\u003f\"}",
        "an-another-secret-of-ours"
      })
  void as_text_url_or_json(String text) {
    assertThat(secrets.standIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "12", "123", "1234"})
  void within_what_is_base64_or_hex(String before) {
    var bytes = (before + SECRET + "and more").getBytes(UTF_8);

    assertThat(secrets.standIn("x" + Base64.getEncoder().encodeToString(bytes))).isTrue();
    assertThat(secrets.standIn("x" + Base64.getUrlEncoder().encodeToString(bytes))).isTrue();
    assertThat(secrets.standIn("0x" + HexFormat.of().formatHex(bytes))).isTrue();
    assertThat(secrets.standIn(HexFormat.of().withUpperCase().formatHex(bytes))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0/A-secret+with=sign", "another-secret-of-theirs"})
  void nothing_else_is_taken_for_one(String text) {
    assertThat(secrets.standIn(text)).isFalse();
  }

  @Test
  void what_is_too_short_is_left_out() {
    assertThat(Secrets.of(List.of("trial")).standIn("the tag trial")).isFalse();
  }

  @Test
  void they_do_not_print_themselves() {
    assertThat(secrets).hasToString("Secrets");
  }
}
