package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.Element;
import io.elementconnect.redirecturl.AuthorizeUrl.Expected;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.url.Query;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private static final ProviderApp APP = new ProviderApp("app-key", "s3cret of+acme/ü", Map.of());

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=app-key",
        "client_id=",
        "client_id",
        "%63lient_id=app-key",
        "client_id=another-key"
      })
  void another_or_second_or_missing_client_id_is_not_safe(String parameter) {
    assertThat(isSafe(GOOD + "&" + parameter)).isFalse();
    assertThat(isSafe(GOOD.replace("client_id=app-key&", ""))).isFalse();
    assertThat(isSafe(GOOD.replace("client_id=app-key", "client_id=App-key"))).isFalse();
    assertThat(isSafe(GOOD.replace("client_id=app-key", "client_id=app-key+"))).isFalse();
    assertThat(isSafe(GOOD.replace("client_id", "Client_Id"))).isFalse();
  }

  @Test
  void a_code_in_the_query_is_safe() {
    assertThat(isSafe(GOOD + "&response_type=code")).isTrue();
    assertThat(isSafe(GOOD + "&response_mode=query")).isTrue();
    assertThat(isSafe(GOOD + "&response_mode=query&response_type=%63ode")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response_type=token",
        "response_type=code%20token",
        "response_type=code+id_token",
        "response_type=none",
        "response_type=",
        "response_type",
        "response_type=Code",
        "response_type=code&response_type=code",
        "response_type=code&response%5Ftype=token",
        "response_mode=fragment",
        "response_mode=form_post",
        "response_mode=query.jwt",
        "response_mode=",
        "response_mode=query&response_mode=query"
      })
  void anything_but_a_code_in_the_query_is_not_safe(String parameters) {
    assertThat(isSafe(GOOD + "&" + parameters)).isFalse();
  }

  /** The secret is {@code s3cret of+acme/ü}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret%20of%2Bacme%2F%C3%BC",
        "s3cret%20of+acme/%c3%bc",
        "s3cret+of%2Bacme%2F%C3%BC",
        "%73%33%63%72%65%74%20%6f%66%2b%61%63%6d%65%2f%c3%bc",
        "s3cret%2520of%252Bacme%252F%25C3%25BC",
        "s3cret%2Bof%252Bacme%252F%25C3%25BC",
        "czNjcmV0IG9mK2FjbWUvw7w=",
        "czNjcmV0IG9mK2FjbWUvw7w",
        "czNjcmV0IG9mK2FjbWUvw7w%3D",
        "YXBwLWtleTpzM2NyZXQgb2YrYWNtZS_DvA",
        "YXBwLWtleTpzM2NyZXQgb2YrYWNtZS%2FDvA%3D%3D"
      })
  void the_apps_secret_is_not_safe_wherever_it_is(String form) {
    assertThat(isSafe(GOOD + "&client_secret=" + form)).isFalse();
    assertThat(isSafe(GOOD + "&x=before" + form + "after")).isFalse();
    assertThat(isSafe(GOOD + "&" + form + "=x")).isFalse();
    assertThat(isSafe(GOOD + "&" + form)).isFalse();
    assertThat(isSafe(GOOD_HOST + "/" + form + "/authorize?" + QUERY)).isFalse();
    assertThat(isSafe(GOOD.replace("://", "://" + form + "@"))).isFalse();
    assertThat(isSafe(GOOD + "#" + form)).isFalse();
  }

  @Test
  void a_part_of_the_secret_or_another_one_is_safe() {
    assertThat(isSafe(GOOD + "&x=s3cret%20of%2Bacme%2F")).isTrue();
    assertThat(isSafe(GOOD + "&x=S3CRET%20OF%2BACME%2F%C3%BC")).isTrue();
    assertThat(isSafe(GOOD + "&x=s3cret%252520of%25252Bacme%25252F%2525C3%2525BC")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b=&c", "s3cr+t", "1234567", "üü"})
  void a_secret_of_less_than_eight_characters_is_found_as_a_whole_part(String secret) {
    var raw = Query.encode(secret);

    assertThat(isSafeWithSecret(GOOD + "&client_secret=" + raw, secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD + "&x=" + Query.encode(raw), secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD + "&" + raw + "=x", secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD + "&" + raw, secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD_HOST + "/" + raw + "/x?" + QUERY, secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD_HOST + "/" + raw + "?" + QUERY, secret)).isFalse();
    assertThat(isSafeWithSecret(GOOD + "&x=a" + raw, secret)).isTrue();
    assertThat(isSafeWithSecret(GOOD + "&x=" + raw + "a", secret)).isTrue();
  }

  @Test
  void a_secret_of_eight_characters_is_found_anywhere() {
    assertThat(isSafeWithSecret(GOOD + "&x=a12345678b", "12345678")).isFalse();
    assertThat(isSafeWithSecret(GOOD + "&x=a12345678b", "1234567")).isTrue();
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

    assertThat(authorizeUrl.isSafe(there, expected(element, SITE))).isTrue();
    assertThat(authorizeUrl.isSafe(there, expected(element, "dt364.infusionsoft.com"))).isFalse();
    assertThat(authorizeUrl.isSafe(there, expected(element, null))).isFalse();
  }

  private boolean isSafe(String url) {
    return isSafe(authorizeUrl, url);
  }

  private static boolean isSafe(AuthorizeUrl authorizeUrl, String url) {
    return authorizeUrl.isSafe(url, expected(INFUSIONSOFT, SITE));
  }

  private static Expected expected(Element element, @Nullable String site) {
    return new Expected(element, site, STATE, CALLBACK_URL, APP);
  }

  private boolean isSafeWithSecret(String url, String secret) {
    var app = new ProviderApp("app-key", secret, Map.of());
    return authorizeUrl.isSafe(url, new Expected(INFUSIONSOFT, SITE, STATE, CALLBACK_URL, app));
  }
}
