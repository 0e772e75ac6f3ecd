package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void a_connection_is_made_from_the_url_to_the_instance() throws Exception {
    var url =
        SimulatorFixture.json(
                fixture.send(
                    fixture.api(
                        "/elements/infusionsofterp/oauth/url?"
                            + FormParameters.encode(
                                "apiKey",
                                "acme-key",
                                "apiSecret",
                                "acme-secret",
                                "callbackUrl",
                                SimulatorFixture.CALLBACK,
                                "state",
                                "s"))))
            .get("oauthUrl")
            .textValue();
    var callback =
        SimulatorFixture.callbackQuery(
            fixture.send(
                HttpRequest.newBuilder(
                    URI.create(url + "&decision=allow&site=dt364.infusionsoft.com"))));

    var instance =
        SimulatorFixture.json(
            fixture.post(
                SimulatorFixture.instance(callback.first("code").orElseThrow()).toString()));

    assertThat(callback.first("state")).hasValue("s");
    assertThat(fixture.simulator.ledger().instances())
        .containsExactly(
            new Ledger.Entry(
                instance.get("id").longValue(),
                List.of(),
                "Acme's Infusionsoft",
                "infusionsofterp",
                "dt364.infusionsoft.com"));
  }

  @Test
  void the_ledger_knows_every_secret_that_left() throws Exception {
    var code = fixture.code();
    var token =
        SimulatorFixture.json(fixture.post(SimulatorFixture.instance(code).toString()))
            .get("token")
            .textValue();

    assertThat(fixture.simulator.ledger().secrets()).contains(code, token).hasSize(4);
    assertThat(fixture.simulator.ledger().toString()).doesNotContain(code, token);
  }

  @Test
  void refused_calls_are_counted() throws Exception {
    fixture.send(fixture.api("/instances"));

    assertThat(fixture.simulator.ledger().calls())
        .containsEntry(CloudElementsRoute.LIST_INSTANCES, 1L);
  }

  @Test
  void nothing_else_is_served() throws Exception {
    assertThat(fixture.send(fixture.at("/")).statusCode()).isEqualTo(404);
    assertThat(fixture.send(fixture.at("/elements/api-v2")).statusCode()).isEqualTo(404);
  }

  @Test
  void the_secret_of_an_unknown_user_cannot_be_rotated() {
    assertThatThrownBy(() -> fixture.simulator.rotateUserSecret(99, "new-secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
