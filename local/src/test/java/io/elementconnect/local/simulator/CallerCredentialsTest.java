package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerCredentialsTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User user+one=, Organization organization/secret=",
        "Organization organization/secret=,User user+one=",
        "user user+one=, ORGANIZATION organization/secret=",
      })
  void order_and_case_of_the_names_do_not_matter(String authorization) throws Exception {
    assertThat(status(authorization)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User wrong, Organization organization/secret=",
        "User user+one=, Organization wrong",
        "User user+one=",
        "Organization organization/secret=",
        "User user+one=, User user+one=, Organization organization/secret=",
        "User user+one= Organization organization/secret=",
        "User user%2Bone%3D, Organization organization/secret=",
        "User user+one=, Organization organization/secret=, Element unknown",
        "Bearer user+one=",
        "",
      })
  void anything_else_is_refused_with_the_one_text(String authorization) throws Exception {
    var answer =
        fixture.send(fixture.api("/organizations/me").header("Authorization", authorization));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(SimulatorFixture.message(answer))
        .isEqualTo("Invalid Organization or User secret, or invalid Element token provided.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/instances", "/instances/1", "/organizations/me"})
  void nothing_is_read_without_credentials(String path) throws Exception {
    assertThat(fixture.send(fixture.api(path)).statusCode()).isEqualTo(401);
  }

  @Test
  void nothing_is_made_or_deleted_without_credentials() throws Exception {
    assertThat(fixture.send(fixture.api("/instances/1").DELETE()).statusCode()).isEqualTo(401);
    assertThat(
            fixture
                .send(
                    fixture
                        .posting("/instances", SimulatorFixture.instance(fixture.code()).toString())
                        .setHeader("Authorization", "User user+one="))
                .statusCode())
        .isEqualTo(401);
    assertThat(fixture.simulator.ledger().instances()).isEmpty();
  }

  @Test
  void the_token_of_an_instance_may_accompany_the_secrets() throws Exception {
    var token = fixture.created("Acme").get("token").textValue();

    assertThat(status(SimulatorFixture.CREDENTIALS + ", Element " + token)).isEqualTo(200);
  }

  @Test
  void a_rotated_user_secret_takes_the_place_of_the_old_one() throws Exception {
    fixture.simulator.rotateUserSecret(11, "new-secret");

    assertThat(status(SimulatorFixture.CREDENTIALS)).isEqualTo(401);
    assertThat(status("User new-secret, Organization organization/secret=")).isEqualTo(200);
    assertThat(status(SimulatorFixture.OTHER_USER)).isEqualTo(200);
  }

  private int status(String authorization) throws Exception {
    return fixture
        .send(fixture.api("/organizations/me").header("Authorization", authorization))
        .statusCode();
  }
}
