package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.faults.Effect;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CloudElementsTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void an_error_and_its_header_carry_the_same_request_id() throws Exception {
    var response = scene.get("/instances/1");

    var requestId = Scene.json(response).get("requestId").textValue();
    assertThat(requestId).matches("[0-9a-f]{24}");
    assertThat(response.headers().firstValue("Elements-Request-Id")).hasValue(requestId);
  }

  @Test
  void each_answer_has_a_request_id_of_its_own() throws Exception {
    assertThat(scene.get("/instances").headers().firstValue("Elements-Request-Id"))
        .isPresent()
        .isNotEqualTo(scene.get("/instances").headers().firstValue("Elements-Request-Id"));
  }

  @Test
  void an_unknown_path_is_not_found() throws Exception {
    assertThat(scene.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(scene.get("/instances/").statusCode()).isEqualTo(404);
  }

  @Test
  void another_method_is_not_allowed() throws Exception {
    assertThat(scene.send(scene.api("/instances").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void a_caller_who_wants_no_json_is_refused() throws Exception {
    var request = scene.api("/instances").header("Authorization", Scene.CREDENTIALS);

    assertThat(scene.send(request.header("Accept", "text/html")).statusCode()).isEqualTo(406);
    assertThat(scene.send(request.setHeader("Accept", "text/html, */*;q=0.1")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_status_before_the_effect_leaves_nothing_behind() throws Exception {
    var body = Scene.instance(scene.code()).toString();
    scene.simulator.fault(fault(new Fault.Status(503), Effect.BEFORE));

    var response = scene.post(body);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Scene.json(response).get("requestId").textValue())
        .isEqualTo(response.headers().firstValue("Elements-Request-Id").orElseThrow());
    assertThat(scene.simulator.ledger().instances()).isEmpty();
    assertThat(scene.simulator.ledger().codesUsed()).isZero();
    assertThat(scene.post(body).statusCode()).isEqualTo(200);
  }

  @Test
  void a_status_repeats_what_was_sent() throws Exception {
    var code = scene.code();
    scene.simulator.fault(fault(new Fault.Status(500), Effect.BEFORE));

    assertThat(Scene.json(scene.post(Scene.instance(code).toString())).get("message").textValue())
        .contains("POST /elements/api-v2/instances", Scene.CREDENTIALS, code);
  }

  @Test
  void a_status_after_the_effect_hides_an_instance_that_exists() throws Exception {
    var body = Scene.instance(scene.code()).toString();
    scene.simulator.fault(fault(new Fault.Status(500), Effect.AFTER));

    assertThat(scene.post(body).statusCode()).isEqualTo(500);
    assertThat(scene.simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void a_body_takes_the_place_of_the_answer() throws Exception {
    scene.simulator.fault(fault(new Fault.Body("<html>no</html>"), Effect.BEFORE));

    var response = scene.post(Scene.instance(scene.code()).toString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("<html>no</html>");
    assertThat(scene.simulator.ledger().instances()).isEmpty();
  }

  @Test
  void a_page_of_html_comes_with_its_status_and_type() throws Exception {
    scene.simulator.fault(fault(Fault.Body.html(502, "<h1>Bad Gateway</h1>"), Effect.BEFORE));

    var response = scene.post(Scene.instance(scene.code()).toString());

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(response.body()).isEqualTo("<h1>Bad Gateway</h1>");
  }

  @Test
  void a_closed_connection_gives_no_answer() throws Exception {
    var body = Scene.instance(scene.code()).toString();
    scene.simulator.fault(fault(new Fault.Close(), Effect.AFTER));

    assertThatThrownBy(() -> scene.post(body)).isInstanceOf(IOException.class);
    assertThat(scene.simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void faults_strike_their_own_route_in_order_and_as_often_as_asked() throws Exception {
    scene.simulator.fault(new Fault(Route.LIST_INSTANCES, new Fault.Status(502), Effect.BEFORE, 2));
    scene.simulator.fault(new Fault(Route.LIST_INSTANCES, new Fault.Status(429), Effect.BEFORE, 1));

    assertThat(scene.get("/organizations/me").statusCode()).isEqualTo(200);
    assertThat(scene.get("/instances").statusCode()).isEqualTo(502);
    assertThat(scene.get("/instances").statusCode()).isEqualTo(502);
    assertThat(scene.get("/instances").statusCode()).isEqualTo(429);
    assertThat(scene.get("/instances").statusCode()).isEqualTo(200);
  }

  private static Fault fault(Fault.Kind kind, Effect effect) {
    return new Fault(Route.CREATE_INSTANCE, kind, effect, 1);
  }
}
