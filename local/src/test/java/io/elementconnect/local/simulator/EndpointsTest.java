package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void an_instance_is_read_with_its_token_and_its_user_but_without_the_code() throws Exception {
    var created = scene.created("Acme", "red");

    var response = scene.get("/instances/" + created.get("id"));

    assertThat(response.statusCode()).isEqualTo(200);
    var read = Scene.json(response);
    assertThat(read.get("token")).isEqualTo(created.get("token"));
    assertThat(read.get("configuration")).isEqualTo(created.get("configuration"));
    assertThat(read.get("providerData")).isEmpty();
    assertThat(read.get("user").toString())
        .isEqualTo(
            "{\"id\":11,\"emailAddress\":\"one@acme.test\","
                + "\"firstName\":\"Uma\",\"lastName\":\"One\"}");
    assertThat(response.headers().firstValue("Elements-Element-Instance-Id"))
        .hasValue(created.get("id").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "x", "99999999999999999999", "-1"})
  void an_unknown_instance_is_not_found(String id) throws Exception {
    assertThat(scene.get("/instances/" + id).statusCode()).isEqualTo(404);
    assertThat(delete(id, Scene.CREDENTIALS)).isEqualTo(404);
  }

  @Test
  void a_deleted_instance_is_gone() throws Exception {
    var id = scene.created("Acme").get("id").toString();

    assertThat(delete(id, Scene.CREDENTIALS)).isEqualTo(200);
    assertThat(delete(id, Scene.CREDENTIALS)).isEqualTo(404);
    assertThat(scene.get("/instances/" + id).statusCode()).isEqualTo(404);
    assertThat(scene.simulator.ledger().instances()).isEmpty();
  }

  @Test
  void an_instance_belongs_to_the_user_who_made_it() throws Exception {
    var id = scene.created("Acme").get("id").toString();

    assertThat(delete(id, Scene.OTHER_USER)).isEqualTo(404);
    assertThat(
            scene
                .send(scene.api("/instances/" + id).header("Authorization", Scene.OTHER_USER))
                .statusCode())
        .isEqualTo(404);
    assertThat(scene.get("/instances/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void the_organization_is_shown_without_its_secret() throws Exception {
    assertThat(scene.get("/organizations/me").body()).isEqualTo("{\"id\":7,\"name\":\"Acme\"}");
  }

  private int delete(String id, String authorization) throws Exception {
    return scene
        .send(scene.api("/instances/" + id).DELETE().header("Authorization", authorization))
        .statusCode();
  }
}
