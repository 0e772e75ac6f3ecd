package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.testing.ExpectedHeaders;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final Page PAGE = new Page("Title", "Text.", "Go on", "https://app.example.com/");
  private static final Pattern NONCE = Pattern.compile("style-src 'nonce-([A-Za-z0-9_-]{22})'");

  @Test
  @Tag("R26")
  void it_has_exactly_its_headers() {
    var response = PAGE.answer(404);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.cookies()).isEmpty();
    var headers = new HashMap<>(response.headers());
    assertThat(headers.remove("content-security-policy")).matches(ExpectedHeaders.PAGE_POLICY);
    assertThat(headers).isEqualTo(ExpectedHeaders.page());
  }

  @Test
  @Tag("R26")
  void its_style_has_the_nonce_and_each_answer_another_one() {
    var response = PAGE.answer(200);

    assertThat(response.body()).contains("<style nonce=\"" + nonce(response) + "\">");
    assertThat(nonce(PAGE.answer(200))).isNotEqualTo(nonce(response));
  }

  @Test
  void it_says_what_happened_and_where_to_go_on() {
    assertThat(PAGE.answer(200).body())
        .startsWith("<!doctype html>\n<html lang=\"en\">")
        .contains(
            "<title>Title</title>",
            "<h1>Title</h1>",
            "<p>Text.</p>",
            "<a href=\"https://app.example.com/\">Go on</a>");
  }

  @Test
  @Tag("R26")
  void it_loads_nothing_and_runs_nothing() {
    assertThat(PAGE.answer(200).body())
        .doesNotContainIgnoringCase("<script", "src=", "url(", "@import", "<link", "<form");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</title><svg onload=x>",
        "\"><img src=x onerror=y>",
        "' onclick='x",
        "&lt;b&gt;",
        "%s%n%1$s"
      })
  @Tag("R24")
  void nothing_in_it_becomes_markup(String text) {
    var escaped =
        text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");

    assertThat(new Page(text, text, text, text).answer(200).body())
        .contains(
            "<title>" + escaped + "</title>",
            "<h1>" + escaped + "</h1>",
            "<p>" + escaped + "</p>",
            "<a href=\"" + escaped + "\">" + escaped + "</a>");
  }

  private static String nonce(Response response) {
    var matcher = NONCE.matcher(response.headers().get("content-security-policy"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
