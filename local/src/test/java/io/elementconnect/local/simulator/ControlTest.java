package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void wants_its_header() throws Exception {
    assertThat(scene.send(scene.at("/control/ledger")).statusCode()).isEqualTo(403);
    assertThat(scene.send(scene.at("/control/ledger").header("X-Local", "0")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_ledger_shows_instances_calls_and_codes() throws Exception {
    var id = scene.created("Acme", "red").get("id");
    scene.code();

    var ledger = Scene.json(scene.send(scene.at("/control/ledger").header("X-Local", "1")));

    assertThat(ledger.get("instances").toString())
        .isEqualTo(
            "[{\"id\":"
                + id
                + ",\"tags\":[\"red\"],\"name\":\"Acme\",\"element\":\"infusionsofterp\","
                + "\"site\":\"dt123.infusionsoft.com\"}]");
    assertThat(ledger.at("/calls").get("POST /instances").intValue()).isEqualTo(1);
    assertThat(ledger.at("/calls").get("GET /instances/{id}").intValue()).isZero();
    assertThat(ledger.get("codes").toString()).isEqualTo("{\"issued\":2,\"used\":1}");
  }

  @Test
  void the_ledger_shows_no_secret() throws Exception {
    scene.created("Acme");

    var body = scene.send(scene.at("/control/ledger").header("X-Local", "1")).body();

    assertThat(scene.simulator.ledger().secrets()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(body).doesNotContain(scene.simulator.ledger().secrets());
  }

  @Test
  void a_fault_strikes_after_the_effect_and_as_often_as_asked() throws Exception {
    var set =
        scene.control(
            "faults",
            "{\"route\":\"POST /instances\",\"kind\":\"status\",\"status\":503,"
                + "\"effect\":\"after\",\"times\":2}");

    assertThat(set.statusCode()).isEqualTo(204);
    assertThat(scene.post(Scene.instance(scene.code()).toString()).statusCode()).isEqualTo(503);
    assertThat(scene.post(Scene.instance(scene.code()).toString()).statusCode()).isEqualTo(503);
    assertThat(scene.post(Scene.instance(scene.code()).toString()).statusCode()).isEqualTo(200);
    assertThat(scene.simulator.ledger().instances()).hasSize(3);
  }

  @Test
  void a_fault_strikes_once_and_before_the_effect_unless_said_otherwise() throws Exception {
    scene.control("faults", "{\"route\":\"POST /instances\",\"kind\":\"body\",\"body\":\"no\"}");

    assertThat(scene.post(Scene.instance(scene.code()).toString()).body()).isEqualTo("no");
    assertThat(scene.simulator.ledger().instances()).isEmpty();
    assertThat(scene.post(Scene.instance(scene.code()).toString()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"route\":\"POST /nothing\",\"kind\":\"close\"}",
        "{\"route\":\"GET /instances\",\"kind\":\"flood\"}",
        "{\"route\":\"GET /instances\",\"kind\":\"status\"}",
        "{\"route\":\"GET /instances\",\"kind\":\"status\",\"status\":200}",
        "{\"route\":\"GET /instances\",\"kind\":\"body\"}",
        "{\"route\":\"GET /instances\",\"kind\":\"close\",\"times\":0}",
        "{\"route\":\"GET /instances\",\"kind\":\"close\",\"effect\":\"during\"}",
        "{\"route\":\"GET /instances\",\"kind\":\"close\",\"effects\":\"after\"}",
      })
  void anything_that_is_no_fault_is_refused(String body) throws Exception {
    assertThat(scene.control("faults", body).statusCode()).isEqualTo(400);
    assertThat(scene.get("/instances").statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_address_is_not_found() throws Exception {
    assertThat(scene.control("ledger", "").statusCode()).isEqualTo(404);
  }

  @Test
  void reset_forgets_everything_but_the_ids() throws Exception {
    var id = scene.created("Acme").get("id").longValue();
    var code = scene.code();
    scene.simulator.rotateUserSecret(11, "new-secret");
    scene.simulator.fault(
        new Fault(Route.LIST_INSTANCES, new Fault.Status(503), Fault.Effect.BEFORE, 1));

    assertThat(scene.control("reset", "").statusCode()).isEqualTo(204);

    var ledger = scene.simulator.ledger();
    assertThat(ledger.instances()).isEmpty();
    assertThat(ledger.calls())
        .hasSize(Route.values().length)
        .allSatisfy((_, n) -> assertThat(n).isZero());
    assertThat(ledger.codesIssued()).isZero();
    assertThat(ledger.secrets()).isEmpty();
    assertThat(scene.get("/instances").body()).isEqualTo("[]");
    assertThat(scene.post(Scene.instance(code).toString()).statusCode()).isEqualTo(400);
    assertThat(scene.created("Acme").get("id").longValue()).isGreaterThan(id);
  }
}
