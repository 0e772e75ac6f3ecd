package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthUrlsTest {
  private static final String APP =
      "?apiKey=acme-key&apiSecret=acme-secret&callbackUrl=https%3A%2F%2Fapp.example.com%2Fa%20b";

  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void names_the_sign_in_page_on_another_host_with_the_documented_query() throws Exception {
    var answer =
        fixture.send(fixture.api("/elements/infusionsofterp/oauth/url" + APP + "&state=a%2Bb%26c"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(SimulatorFixture.json(answer).get("element").textValue())
        .isEqualTo("infusionsofterp");
    assertThat(SimulatorFixture.json(answer).get("oauthUrl").textValue())
        .isEqualTo(
            "http://127.0.0.1:"
                + fixture.simulator.port()
                + "/app/oauth/authorize?scope=full&response_type=code"
                + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fa+b&state=a%2Bb%26c"
                + "&client_id=acme-key");
  }

  @Test
  void the_state_is_the_element_key_when_none_is_sent() throws Exception {
    var answer = fixture.send(fixture.api("/elements/infusionsofterp/oauth/url" + APP));

    assertThat(SimulatorFixture.json(answer).get("oauthUrl").textValue())
        .contains("&state=infusionsofterp&");
  }

  @Test
  void an_element_is_found_by_its_numeric_id() throws Exception {
    var answer = fixture.send(fixture.api("/elements/5101/oauth/url" + APP));

    assertThat(SimulatorFixture.json(answer).get("element").textValue())
        .isEqualTo("infusionsofterp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiKey", "apiSecret", "callbackUrl"})
  void the_app_and_its_callback_are_required(String name) throws Exception {
    var absent = fixture.get("/elements/infusionsofterp/oauth/url" + APP.replace(name, "other"));
    var blank =
        fixture.get(
            "/elements/infusionsofterp/oauth/url" + APP.replaceAll(name + "=[^&]*", name + "="));

    assertThat(absent.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(absent)).endsWith(": " + name);
    assertThat(blank.statusCode()).isEqualTo(400);
  }

  @Test
  void an_unknown_element_is_not_found() throws Exception {
    var answer = fixture.get("/elements/no+%2Bthing/oauth/url" + APP);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(SimulatorFixture.message(answer)).isEqualTo("No element found with key no++thing");
  }

  @Test
  void an_element_without_oauth_is_refused() throws Exception {
    assertThat(fixture.get("/elements/stripe/oauth/url" + APP).statusCode()).isEqualTo(400);
  }

  @Test
  void wrong_credentials_are_refused_though_none_are_needed() throws Exception {
    var answer =
        fixture.send(
            fixture
                .api("/elements/infusionsofterp/oauth/url" + APP)
                .header("Authorization", "User wrong, Organization organization/secret="));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(SimulatorFixture.message(answer))
        .isEqualTo("Invalid Organization or User secret, or invalid Element token provided.");
  }

  @Test
  void right_credentials_are_accepted() throws Exception {
    assertThat(fixture.get("/elements/infusionsofterp/oauth/url" + APP).statusCode())
        .isEqualTo(200);
  }
}
