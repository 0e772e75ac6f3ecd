package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void an_instance_is_read_with_its_token_and_its_user_but_without_the_code() throws Exception {
    var created = fixture.created("Acme", "red");

    var response = fixture.get("/instances/" + created.get("id"));

    assertThat(response.statusCode()).isEqualTo(200);
    var read = SimulatorFixture.json(response);
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
    assertThat(fixture.get("/instances/" + id).statusCode()).isEqualTo(404);
    assertThat(delete(id, SimulatorFixture.CREDENTIALS)).isEqualTo(404);
  }

  @Test
  void a_deleted_instance_is_gone() throws Exception {
    var id = fixture.created("Acme").get("id").toString();

    assertThat(delete(id, SimulatorFixture.CREDENTIALS)).isEqualTo(200);
    assertThat(delete(id, SimulatorFixture.CREDENTIALS)).isEqualTo(404);
    assertThat(fixture.get("/instances/" + id).statusCode()).isEqualTo(404);
    assertThat(fixture.simulator.ledger().instances()).isEmpty();
  }

  @Test
  void an_instance_belongs_to_the_user_who_made_it() throws Exception {
    var id = fixture.created("Acme").get("id").toString();

    assertThat(delete(id, SimulatorFixture.OTHER_USER)).isEqualTo(404);
    assertThat(
            fixture
                .send(
                    fixture
                        .api("/instances/" + id)
                        .header("Authorization", SimulatorFixture.OTHER_USER))
                .statusCode())
        .isEqualTo(404);
    assertThat(fixture.get("/instances/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void the_organization_is_shown_without_its_secret() throws Exception {
    assertThat(fixture.get("/organizations/me").body()).isEqualTo("{\"id\":7,\"name\":\"Acme\"}");
  }

  private int delete(String id, String authorization) throws Exception {
    return fixture
        .send(fixture.api("/instances/" + id).DELETE().header("Authorization", authorization))
        .statusCode();
  }
}
