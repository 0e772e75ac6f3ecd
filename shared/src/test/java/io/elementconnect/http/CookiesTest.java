package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a=1", "a=1; b=2", "b=2; a=1", "b=2;a=1", " b=2 ;  a=1 ", "b; a=1", "aa=2; a=1"})
  void a_cookie_is_found_among_others(String header) {
    assertThat(Cookies.of(List.of(header)).single("a")).hasValue("1");
  }

  @Test
  void cookies_may_come_one_by_one() {
    var cookies = Cookies.of(List.of("a=1", "b=2"));

    assertThat(cookies.single("a")).hasValue("1");
    assertThat(cookies.single("b")).hasValue("2");
  }

  @Test
  void a_value_may_be_empty_or_hold_an_equals_sign() {
    var cookies = Cookies.of(List.of("a=; b=x=y="));

    assertThat(cookies.single("a")).hasValue("");
    assertThat(cookies.single("b")).hasValue("x=y=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1; a=2", "a=1; a=1; a=2", "a=1; a=1 1", "a=1; b=2; a="})
  void a_cookie_with_two_values_has_none(String header) {
    assertThat(Cookies.of(List.of(header)).single("a")).isEmpty();
    assertThat(Cookies.of(List.of(header.split("; "))).single("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1; a=1", "a=1; b=2; a=1", "a=1;a=1 ; a=1"})
  void a_value_that_comes_twice_counts_once(String header) {
    assertThat(Cookies.of(List.of(header)).single("a")).hasValue("1");
    assertThat(Cookies.of(List.of(header.split(";"))).single("a")).hasValue("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "a", "A=1", "aa=1", "b=a=1", "=a"})
  void another_cookie_is_not_taken_for_it(String header) {
    assertThat(Cookies.of(List.of(header)).single("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2000a=1", "\u3000a=1", "\u0085a=1", "\u001fa=1", "\u000ba=1", "\fa=1"})
  @Tag("R04")
  void what_is_no_space_or_tab_belongs_to_the_name(String pair) {
    assertThat(Cookies.of(List.of("b=2; " + pair)).single("a")).isEmpty();
    assertThat(Cookies.of(List.of(pair)).single("a")).isEmpty();
    assertThat(Cookies.of(List.of("a=2; " + pair)).single("a")).hasValue("2");
  }

  @Test
  void spaces_and_tabs_around_a_pair_are_not_part_of_it() {
    assertThat(Cookies.of(List.of(" \t a=1 \t;\tb=2 ")).single("a")).hasValue("1");
  }

  @Test
  void no_headers_are_no_cookies() {
    assertThat(Cookies.of(List.of()).single("a")).isEmpty();
  }
}
