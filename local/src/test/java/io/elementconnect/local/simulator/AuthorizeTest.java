package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeTest {
  private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]{43})\"");

  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void asks_the_person_and_names_the_app_escaped() throws Exception {
    var page = ask();

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Allow Acme &lt;CRM&gt; to use your account?")
        .contains("value=\"dt123.infusionsoft.com\"")
        .doesNotContain("http://", "https://", "<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void allow_sends_the_browser_back_with_code_site_and_state() throws Exception {
    var answer = press(form(ask()), "allow", "DT364.infusionsoft.com ");

    assertThat(answer.statusCode()).isEqualTo(302);
    var query = SimulatorFixture.callbackQuery(answer);
    assertThat(query.parameters().keySet()).containsExactly("code", "scope", "state");
    assertThat(query.first("code").orElseThrow()).matches("[a-z0-9]{24}");
    assertThat(query.first("scope")).hasValue("dt364.infusionsoft.com");
    assertThat(query.first("state")).hasValue("a+b&c");
  }

  @Test
  void deny_sends_the_browser_back_with_the_known_denial() throws Exception {
    assertThat(location(press(form(ask()), "deny", "")))
        .isEqualTo(
            SimulatorFixture.CALLBACK
                + "?state=a%2Bb%26c&error=access_denied&error_uri=https%3A%2F%2Fdeveloper."
                + "infusionsoft.com%2Fdocs%2Fread%2FGetting_Started_With_OAuth2"
                + "&error_description=User+denied+access+to+resource");
  }

  @Test
  void a_script_may_decide_in_the_url() throws Exception {
    var allowed = ask("decision", "allow", "site", "dt364.infusionsoft.com");
    var denied = ask("decision", "deny");

    assertThat(SimulatorFixture.callbackQuery(allowed).first("scope"))
        .hasValue("dt364.infusionsoft.com");
    assertThat(SimulatorFixture.callbackQuery(denied).first("error")).hasValue("access_denied");
  }

  @Test
  void the_default_account_is_used_when_a_script_names_none() throws Exception {
    assertThat(SimulatorFixture.callbackQuery(ask("decision", "allow")).first("scope"))
        .hasValue("dt123.infusionsoft.com");
  }

  @Test
  void a_denial_holds_an_empty_state_when_the_app_sent_none() throws Exception {
    var answer =
        fixture.authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            SimulatorFixture.CALLBACK,
            "response_type",
            "code",
            "decision",
            "deny");

    assertThat(location(answer))
        .startsWith(SimulatorFixture.CALLBACK + "?state=&error=access_denied&");
  }

  @Test
  void no_state_comes_back_when_the_app_sent_none() throws Exception {
    var answer =
        fixture.authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            SimulatorFixture.CALLBACK,
            "response_type",
            "code",
            "decision",
            "allow");

    assertThat(SimulatorFixture.callbackQuery(answer).parameters().keySet())
        .containsExactly("code", "scope");
  }

  @Test
  void a_callback_keeps_its_own_query() throws Exception {
    var answer =
        fixture.authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            SimulatorFixture.OTHER_CALLBACK,
            "response_type",
            "code",
            "decision",
            "allow");

    assertThat(location(answer)).startsWith(SimulatorFixture.OTHER_CALLBACK + "&code=");
  }

  @Test
  void an_unknown_app_is_never_redirected() throws Exception {
    assertErrorPage(
        fixture.authorize(
            "client_id",
            "unknown",
            "redirect_uri",
            SimulatorFixture.CALLBACK,
            "response_type",
            "code",
            "decision",
            "deny"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/oauth/callback/",
        "http://localhost:8080/oauth/callback?x=1",
        "http://localhost:8081/oauth/callback",
        "",
      })
  void an_unregistered_callback_is_never_redirected_to(String callback) throws Exception {
    assertErrorPage(
        fixture.authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            callback,
            "response_type",
            "code",
            "decision",
            "allow"));
  }

  @Test
  void a_repeated_parameter_is_refused() throws Exception {
    assertErrorPage(ask("redirect_uri", SimulatorFixture.OTHER_CALLBACK, "decision", "allow"));
  }

  @Test
  void another_response_type_goes_back_as_an_error() throws Exception {
    var answer =
        fixture.authorize(
            "client_id",
            "acme-key",
            "redirect_uri",
            SimulatorFixture.CALLBACK,
            "response_type",
            "token",
            "state",
            "s");

    assertThat(location(answer))
        .isEqualTo(SimulatorFixture.CALLBACK + "?error=unsupported_response_type&state=s");
  }

  @Test
  void another_scope_goes_back_as_an_error() throws Exception {
    assertThat(SimulatorFixture.callbackQuery(ask("scope", "files.readwrite")).first("error"))
        .hasValue("invalid_scope");
  }

  @Test
  void a_form_is_good_once() throws Exception {
    var form = form(ask());
    press(form, "deny", "");

    assertErrorPage(press(form, "allow", "dt123.infusionsoft.com"));
  }

  @Test
  void a_form_dies_after_an_hour() throws Exception {
    var form = form(ask());
    fixture.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));

    assertErrorPage(press(form, "allow", "dt123.infusionsoft.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "decision=allow", "form=made-up&decision=allow", "form=%zz"})
  void a_page_that_does_not_know_the_form_cannot_press_it(String body) throws Exception {
    assertErrorPage(post(body));
    assertThat(fixture.simulator.ledger().codesIssued()).isZero();
  }

  @Test
  void an_account_elsewhere_is_refused_with_the_question() throws Exception {
    var again = press(form(ask()), "allow", "dt123.evil.test");

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body())
        .contains("An account looks like dt123.infusionsoft.com.", "value=\"dt123.evil.test\"");
    assertThat(press(form(again), "allow", "dt123.infusionsoft.com").statusCode()).isEqualTo(302);
  }

  @Test
  void an_answer_that_is_neither_is_refused_with_the_question() throws Exception {
    assertThat(press(form(ask()), "perhaps", "dt123.infusionsoft.com").statusCode()).isEqualTo(400);
  }

  /** Opens the page with a state that needs encoding. */
  private HttpResponse<String> ask(String... more) throws Exception {
    var parameters =
        new ArrayList<>(
            List.of(
                "client_id",
                "acme-key",
                "redirect_uri",
                SimulatorFixture.CALLBACK,
                "response_type",
                "code",
                "state",
                "a+b&c"));
    parameters.addAll(List.of(more));
    return fixture.authorize(parameters.toArray(String[]::new));
  }

  private HttpResponse<String> press(String form, String decision, String site) throws Exception {
    return post(FormParameters.encode("form", form, "decision", decision, "site", site));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return fixture.send(
        fixture
            .at("/app/oauth/authorize")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String form(HttpResponse<String> page) {
    var match = FORM.matcher(page.body());
    assertThat(match.find()).isTrue();
    return match.group(1);
  }

  private static String location(HttpResponse<String> redirect) {
    assertThat(redirect.statusCode()).isEqualTo(302);
    return URI.create(redirect.headers().firstValue("Location").orElseThrow()).toString();
  }

  private static void assertErrorPage(HttpResponse<String> response) {
    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(response.headers().firstValue("Location")).isEmpty();
    assertThat(response.body()).contains("This did not work");
  }
}
