package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.Element;
import io.elementconnect.url.Query;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R15")
class AuthorizeUrlTest {
  private static final Element INFUSIONSOFT = CATALOGUE.get("infusionsofterp");
  private static final State STATE = new State("s".repeat(43));
  private static final String QUERY =
      "client_id=app-key&redirect_uri=" + Query.encode(CALLBACK_URL) + "&state=" + STATE.value();
  private static final String GOOD_HOST = "https://signin.infusionsoft.com";
  private static final String GOOD = GOOD_HOST + "/app/oauth/authorize?" + QUERY;

  private final AuthorizeUrl authorizeUrl =
      new AuthorizeUrl("https://api.cloud-elements.com/elements/api-v2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        GOOD_HOST + "/app/oauth/authorize?",
        "https://accounts.infusionsoft.com/app?",
        GOOD_HOST + ":443/?",
        GOOD_HOST + "?"
      })
  void the_provider_with_our_state_and_our_callback_is_safe(String before) {
    assertThat(isSafe(before + QUERY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://signin.infusionsoft.com/?",
        "ftp://signin.infusionsoft.com/?",
        "javascript:alert(1)//?",
        "data:text/html,x?",
        "//signin.infusionsoft.com/?",
        "/app?",
        "",
        "https:signin.infusionsoft.com/?",
        "https:///signin.infusionsoft.com/?",
        "https://evil.test/?",
        "https://signin.infusionsoft.com.evil.test/?",
        "https://evil.test/signin.infusionsoft.com?",
        "https://evil-signin.infusionsoft.com/?",
        "https://dt123.infusionsoft.com/?",
        "https://infusionsoft.com/?",
        "https://signin.infusionsoft.com./?",
        "https://signin.infusionsoft.com:8443/?",
        "https://signin.infusionsoft.com@evil.test/?",
        "https://user@signin.infusionsoft.com/?",
        "https://user:pass@signin.infusionsoft.com/?",
        "https://evil.test\\@signin.infusionsoft.com/?",
        "https://signin.infusionsoft.com\\.evil.test/?",
        "https://signin.infusionsoft.com /?",
        " https://signin.infusionsoft.com/?",
        "https://signin.infusionsoft.com/\r\nX: y?",
        "https://signin.infusionsoft.com/\u0000?",
        "https://ѕignin.infusionsoft.com/?",
        "https://127.0.0.1/?",
        "https://localhost/?",
        "https://[::1]/?",
        "http://127.0.0.1:8082/?"
      })
  void any_other_place_is_not_safe(String before) {
    assertThat(isSafe(before + QUERY)).isFalse();
  }

  @Test
  void a_state_that_is_not_ours_is_not_safe() {
    assertThat(isSafe(GOOD.replace(STATE.value(), "t".repeat(43)))).isFalse();
    assertThat(isSafe(GOOD + "x")).isFalse();
    assertThat(isSafe(GOOD.replace(STATE.value(), "infusionsofterp"))).isFalse();
  }

  @Test
  void a_missing_state_is_not_safe() {
    assertThat(isSafe(GOOD.replace("&state=" + STATE.value(), ""))).isFalse();
    assertThat(isSafe(GOOD.replace(STATE.value(), ""))).isFalse();
    assertThat(isSafe("https://signin.infusionsoft.com/" + STATE.value())).isFalse();
  }

  @Test
  void a_second_state_is_not_safe() {
    assertThat(isSafe(GOOD + "&state=" + STATE.value())).isFalse();
    assertThat(isSafe(GOOD + "&state=" + "t".repeat(43))).isFalse();
    assertThat(isSafe(GOOD + "&%73tate=" + "t".repeat(43))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test/oauth/callback",
        "http://connect.example.com/oauth/callback",
        "https://connect.example.com/oauth/callback/",
        "https://connect.example.com",
        ""
      })
  void another_callback_is_not_safe(String callback) {
    var url = GOOD.replace(Query.encode(CALLBACK_URL), Query.encode(callback));

    assertThat(isSafe(url)).isFalse();
  }

  @Test
  void a_missing_or_second_callback_is_not_safe() {
    assertThat(isSafe(GOOD.replace("redirect_uri=", "redirect="))).isFalse();
    assertThat(isSafe(GOOD + "&redirect_uri=" + Query.encode("https://evil.test"))).isFalse();
  }

  @Test
  void a_fragment_is_not_safe() {
    assertThat(isSafe(GOOD + "#")).isFalse();
    assertThat(isSafe(GOOD + "#state=x")).isFalse();
  }

  @Test
  void broken_encoding_and_overlong_urls_are_not_safe() {
    assertThat(isSafe(GOOD + "&x=%C3%28")).isFalse();
    assertThat(isSafe(GOOD + "&x=" + "x".repeat(8192))).isFalse();
  }

  @Test
  void plain_http_is_safe_only_on_this_machine_and_only_alongside_cloud_elements_on_it() {
    var local = new AuthorizeUrl("http://localhost:8082/elements/api-v2");

    assertThat(isSafe(local, "http://127.0.0.1:8082/app?" + QUERY)).isTrue();
    assertThat(isSafe(local, "http://localhost:8082/app?" + QUERY)).isTrue();
    assertThat(isSafe(local, GOOD)).isTrue();
    assertThat(isSafe(local, "http://signin.infusionsoft.com/app?" + QUERY)).isFalse();
    assertThat(isSafe(local, "http://evil.test/app?" + QUERY)).isFalse();
    assertThat(isSafe(local, "http://user@127.0.0.1:8082/app?" + QUERY)).isFalse();
    assertThat(isSafe(local, "ftp://127.0.0.1:8082/app?" + QUERY)).isFalse();
  }

  @Test
  void the_stated_site_is_safe_for_an_element_that_signs_in_there() {
    var element =
        new Element(
            INFUSIONSOFT.key(),
            INFUSIONSOFT.ids(),
            null,
            INFUSIONSOFT.name(),
            INFUSIONSOFT.hub(),
            INFUSIONSOFT.authentication(),
            List.of("{site}"),
            INFUSIONSOFT.properties(),
            INFUSIONSOFT.callbackParameters(),
            null,
            null);
    var there = "https://" + SITE + "/app?" + QUERY;

    assertThat(authorizeUrl.isSafe(there, element, SITE, STATE, CALLBACK_URL)).isTrue();
    assertThat(authorizeUrl.isSafe(there, element, "dt364.infusionsoft.com", STATE, CALLBACK_URL))
        .isFalse();
    assertThat(authorizeUrl.isSafe(there, element, null, STATE, CALLBACK_URL)).isFalse();
  }

  private boolean isSafe(String url) {
    return isSafe(authorizeUrl, url);
  }

  private static boolean isSafe(AuthorizeUrl authorizeUrl, String url) {
    return authorizeUrl.isSafe(url, INFUSIONSOFT, SITE, STATE, CALLBACK_URL);
  }
}
