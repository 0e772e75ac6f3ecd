package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void a_connection_is_made_from_the_url_to_the_instance() throws Exception {
    var url =
        Scene.json(
                scene.send(
                    scene.api(
                        "/elements/infusionsofterp/oauth/url?"
                            + Query.encode(
                                "apiKey",
                                "acme-key",
                                "apiSecret",
                                "acme-secret",
                                "callbackUrl",
                                Scene.CALLBACK,
                                "state",
                                "s"))))
            .get("oauthUrl")
            .textValue();
    var callback =
        Scene.callbackQuery(
            scene.send(
                HttpRequest.newBuilder(
                    URI.create(url + "&decision=allow&site=dt364.infusionsoft.com"))));

    var instance =
        Scene.json(scene.post(Scene.instance(callback.first("code").orElseThrow()).toString()));

    assertThat(callback.first("state")).hasValue("s");
    assertThat(scene.simulator.ledger().instances())
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
    var code = scene.code();
    var token = Scene.json(scene.post(Scene.instance(code).toString())).get("token").textValue();

    assertThat(scene.simulator.ledger().secrets()).contains(code, token).hasSize(4);
    assertThat(scene.simulator.ledger().toString()).doesNotContain(code, token);
  }

  @Test
  void refused_calls_are_counted() throws Exception {
    scene.send(scene.api("/instances"));

    assertThat(scene.simulator.ledger().calls()).containsEntry(Route.LIST_INSTANCES, 1L);
  }

  @Test
  void nothing_else_is_served() throws Exception {
    assertThat(scene.send(scene.at("/")).statusCode()).isEqualTo(404);
    assertThat(scene.send(scene.at("/elements/api-v2")).statusCode()).isEqualTo(404);
  }

  @Test
  void the_secret_of_an_unknown_user_cannot_be_rotated() {
    assertThatThrownBy(() -> scene.simulator.rotateUserSecret(99, "new-secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
