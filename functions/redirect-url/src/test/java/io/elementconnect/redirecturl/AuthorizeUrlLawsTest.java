package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.attempts.State;
import io.elementconnect.elements.Element;
import io.elementconnect.redirecturl.AuthorizeUrl.Expected;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import io.elementconnect.url.Query;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever Cloud Elements gives as the URL to send a person to. */
@Tag("R15")
class AuthorizeUrlLawsTest {
  private static final Element INFUSIONSOFT = CATALOGUE.get("infusionsofterp");
  private static final State STATE = new State("s".repeat(43));
  private static final String QUERY =
      "client_id=app&redirect_uri=" + Query.encode(CALLBACK_URL) + "&state=" + STATE.value();
  private static final AuthorizeUrl AUTHORIZE_URL =
      new AuthorizeUrl("https://api.cloud-elements.com/elements/api-v2");

  // How a browser finds the host (WHATWG URL): up to the first / \ ? or #, behind the last @; an
  // empty port is the standard one.
  private static final Pattern THERE =
      Pattern.compile(
          "https://(signin|accounts)\\.infusionsoft\\.com(:(443)?)?(/[!-~&&[^\\\\#]]*)?");

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] url) {
    var text = new String(url, StandardCharsets.UTF_8);
    assertLeadsThereOrIsRefused(text);
    assertLeadsThereOrIsRefused(text + "?" + QUERY);
  }

  @Property
  void any_text_leads_there_or_is_refused(@ForAll String url) {
    assertLeadsThereOrIsRefused(url);
    assertLeadsThereOrIsRefused(url + "?" + QUERY);
  }

  @Property
  void what_looks_like_the_provider_is_the_provider_or_refused(
      @ForAll @Chars({'h', 't', 'p', 's', ':', '/', '\\', '@', '.', '#', '?', '%', ' ', '\t'})
          String before,
      @ForAll @Chars({':', '/', '\\', '@', '.', '#', '?', '%', '4', '3', ' ', '\n', ';'})
          String after) {
    for (var host : new String[] {"signin.infusionsoft.com", "evil.test"}) {
      assertLeadsThereOrIsRefused(before + host + after + "?" + QUERY);
      assertLeadsThereOrIsRefused("https://" + before + host + after + "?" + QUERY);
      assertLeadsThereOrIsRefused("https://signin.infusionsoft.com" + after + host + "?" + QUERY);
    }
  }

  @Property
  void the_provider_with_whatever_else_it_wants_is_safe(
      @ForAll @AlphaChars String path,
      @ForAll Map<@AlphaChars @NotEmpty String, @CharRange(to = '\ud7ff') String> more) {
    var others = new HashMap<>(more);
    others.remove("state");
    var url = "https://signin.infusionsoft.com/" + path + "?" + Query.of(others) + "&" + QUERY;

    assertThat(isSafe(url)).isEqualTo(url.length() <= 8192);
  }

  @Property
  void the_apps_secret_is_refused_as_a_name_or_a_value(
      @ForAll @NotEmpty @CharRange(to = '\ud7ff') String secret, @ForAll boolean twice) {
    var encoded = twice ? Query.encode(Query.encode(secret)) : Query.encode(secret);
    var url = "https://signin.infusionsoft.com/?" + QUERY;

    assertThat(isSafe(url + "&x=" + encoded, secret)).isFalse();
    assertThat(isSafe(url + "&" + encoded + "=", secret)).isFalse();
  }

  private static void assertLeadsThereOrIsRefused(String url) {
    if (Promptly.call(() -> isSafe(url))) {
      var queryBegins = url.indexOf('?');
      assertThat(url.substring(0, queryBegins)).matches(THERE);
      var query = Query.parse(url.substring(queryBegins + 1)).orElseThrow();
      assertThat(query.all("state")).containsExactly(STATE.value());
      assertThat(query.all("redirect_uri")).containsExactly(CALLBACK_URL);
      assertThat(query.all("client_id")).containsExactly("app");
      assertThat(query.all("response_type")).isSubsetOf("code").hasSizeLessThan(2);
      assertThat(query.all("response_mode")).isSubsetOf("query").hasSizeLessThan(2);
      assertThat(url).doesNotContain("app-secret");
    }
  }

  private static boolean isSafe(String url) {
    return isSafe(url, "app-secret");
  }

  private static boolean isSafe(String url, String secret) {
    var app = new ProviderApp("app", secret, Map.of());
    return AUTHORIZE_URL.isSafe(url, new Expected(INFUSIONSOFT, SITE, STATE, CALLBACK_URL, app));
  }
}
