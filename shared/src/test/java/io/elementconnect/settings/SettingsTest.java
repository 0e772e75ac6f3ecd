package io.elementconnect.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R55")
class SettingsTest {
  private final Map<String, String> environment = new HashMap<>();
  private final Settings settings = new Settings(environment);

  @Test
  void settings_that_are_right_pass() {
    environment.putAll(
        Map.of(
            "DEPLOYMENT", "acme-prod-1",
            "TABLE", " attempts ",
            "BASE", "https://api.example.com/elements/api-v2",
            "RETURN", "https://app.example.com/a?b=c, http://localhost:8081/",
            "ENDPOINT", "http://127.0.0.1:8083"));

    assertThat(settings.deployment()).isEqualTo("acme-prod-1");
    assertThat(settings.required("TABLE")).isEqualTo("attempts");
    assertThat(settings.baseUrl("BASE")).isEqualTo("https://api.example.com/elements/api-v2");
    assertThat(settings.optionalBaseUrl("BASE")).isPresent();
    assertThat(settings.urls("RETURN"))
        .containsExactly("https://app.example.com/a?b=c", "http://localhost:8081/");
    assertThat(settings.optionalLoopbackUrl("ENDPOINT")).hasValue("http://127.0.0.1:8083");
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void what_may_be_missing_is_no_problem() {
    environment.put("EMPTY", " ");

    assertThat(settings.optional("MISSING")).isEmpty();
    assertThat(settings.optional("EMPTY")).isEmpty();
    assertThat(settings.optionalBaseUrl("EMPTY")).isEmpty();
    assertThat(settings.optionalLoopbackUrl("MISSING")).isEmpty();
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @Test
  void all_problems_are_reported_at_once() {
    environment.putAll(
        Map.of(
            "DEPLOYMENT", "Acme",
            "EMPTY", " ",
            "BASE", "http://api.example.com",
            "RETURN", "https://app.example.com/#a",
            "ENDPOINT", "https://evil.test"));

    settings.deployment();
    settings.required("MISSING");
    settings.required("EMPTY");
    settings.baseUrl("BASE");
    settings.urls("RETURN");
    settings.urls("NO_URLS");
    settings.optionalLoopbackUrl("ENDPOINT");

    assertThatThrownBy(settings::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Settings: DEPLOYMENT must match [a-z0-9-]{1,32}"
                + "; MISSING is missing"
                + "; EMPTY is missing"
                + "; BASE must begin with https:// (http:// for loopback hosts only)"
                + "; RETURN must have no user info and no fragment"
                + "; NO_URLS is missing"
                + "; ENDPOINT must be a loopback address");
  }

  @Test
  void no_value_is_reported() {
    for (var value :
        new String[] {"canary", "canary://x", "http://canary@x/?y#z", "https://x canary"}) {
      environment.put("NAME", value);
      settings.baseUrl("NAME");
      settings.urls("NAME");
      settings.matching("NAME", Pattern.compile("[0-9]"));
      settings.optionalLoopbackUrl("NAME");
    }

    assertThatThrownBy(settings::check)
        .hasMessageContaining("NAME")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "-", "abcdefghijklmnopqrstuvwxyz012345"})
  void a_deployment_has_up_to_32_small_letters_digits_and_hyphens(String name) {
    environment.put("DEPLOYMENT", name);

    assertThat(settings.deployment()).isEqualTo(name);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "a_b", "a:b", "a b", "é", "abcdefghijklmnopqrstuvwxyz0123456"})
  void any_other_deployment_is_a_problem(String name) {
    environment.put("DEPLOYMENT", name);
    settings.deployment();

    assertThatThrownBy(settings::check).hasMessageContaining("DEPLOYMENT must match");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "https://api.example.com:8443/base",
        "https://localhost",
        "http://localhost",
        "http://localhost:8080/base",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void a_base_url_is_https_or_on_this_machine(String url) {
    environment.put("BASE", url);

    assertThat(settings.baseUrl("BASE")).isEqualTo(url);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example.com, must begin with https://",
    "http://localhost.example.com, must begin with https://",
    "http://127.0.0.1.example.com, must begin with https://",
    "http://127.0.0.2, must begin with https://",
    "http://0.0.0.0, must begin with https://",
    "http://localhost@example.com, must begin with https://",
    "ftp://localhost, must begin with https://",
    "HTTPS://api.example.com, must begin with https://",
    "//api.example.com, must begin with https://",
    "https://user@api.example.com, must have no user info",
    "https://user:password@api.example.com, must have no user info",
    "http://user@localhost, must have no user info",
    "https://api.example.com#a, must have no user info and no fragment",
    "https://api.example.com#, must have no user info and no fragment",
    "https://api.example.com?a=b, must have no query",
    "https://api.example.com?, must have no query",
    "https://api.example.com/, must have no query and no slash at its end",
    "https://api.example.com/base/, must have no query and no slash at its end",
    "api.example.com, must be an address",
    "https://, must be an address",
    "https:///base, must be an address",
    "https:api.example.com, must be an address",
    "https://api.example .com, must be an address",
    "mailto:ann@example.com, must be an address",
    "https://*, must be an address",
    "https://api.example.com/\u00fc, must be in US-ASCII"
  })
  void any_other_base_url_is_a_problem(String url, String problem) {
    environment.put("BASE", url);
    settings.baseUrl("BASE");

    assertThatThrownBy(settings::check).hasMessageContaining("BASE " + problem);
  }

  @Test
  void a_listed_url_keeps_its_query_and_its_slash() {
    environment.put("RETURN", "https://a.example.com/?x=1&y=%2C,https://b.example.com");

    assertThat(settings.urls("RETURN"))
        .containsExactly("https://a.example.com/?x=1&y=%2C", "https://b.example.com");
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example.com,http://b.example.com",
        "https://a.example.com,https://user@b.example.com",
        "https://a.example.com,https://b.example.com/#c",
        "https://a.example.com,",
        ",https://a.example.com",
        "https://a.example.com, ,https://b.example.com",
        "*",
        "https://a.example.com,*",
        "null",
        "javascript:alert(1)"
      })
  void each_listed_url_must_be_right(String urls) {
    environment.put("RETURN", urls);
    settings.urls("RETURN");

    assertThatThrownBy(settings::check).hasMessageContaining("RETURN must");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://dynamodb.eu-central-1.amazonaws.com",
        "http://10.0.0.1:8000",
        "http://localhost.evil.test",
        "http://localhost@evil.test",
        "//localhost",
        "ftp://localhost",
        "localhost:8083",
        "not an address"
      })
  void an_endpoint_of_another_machine_is_a_problem(String url) {
    environment.put("ENDPOINT", url);

    assertThat(settings.optionalLoopbackUrl("ENDPOINT")).isEmpty();
    assertThatThrownBy(settings::check).hasMessage("Settings: ENDPOINT must be a loopback address");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/x, true",
    "https://127.0.0.1, true",
    "http://[::1], true",
    "http://example.com, false",
    "http://127.0.0.1.example.com, false",
    "http://localhost@example.com, false",
    "ftp://localhost, false",
    "//localhost, false",
    "'', false"
  })
  void an_address_of_this_machine_is_http_to_a_loopback_host(String url, boolean loopback) {
    assertThat(Settings.isLoopback(url)).isEqualTo(loopback);
  }
}
