package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.faults.Effect;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CloudElementsTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void an_error_and_its_header_carry_the_same_request_id() throws Exception {
    var response = fixture.get("/instances/1");

    var requestId = SimulatorFixture.json(response).get("requestId").textValue();
    assertThat(requestId).matches("[0-9a-f]{24}");
    assertThat(response.headers().firstValue("Elements-Request-Id")).hasValue(requestId);
  }

  @Test
  void each_answer_has_a_request_id_of_its_own() throws Exception {
    assertThat(fixture.get("/instances").headers().firstValue("Elements-Request-Id"))
        .isPresent()
        .isNotEqualTo(fixture.get("/instances").headers().firstValue("Elements-Request-Id"));
  }

  @Test
  void an_unknown_path_is_not_found() throws Exception {
    assertThat(fixture.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(fixture.get("/instances/").statusCode()).isEqualTo(404);
  }

  @Test
  void another_method_is_not_allowed() throws Exception {
    assertThat(fixture.send(fixture.api("/instances").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void a_caller_who_wants_no_json_is_refused() throws Exception {
    var request = fixture.api("/instances").header("Authorization", SimulatorFixture.CREDENTIALS);

    assertThat(fixture.send(request.header("Accept", "text/html")).statusCode()).isEqualTo(406);
    assertThat(fixture.send(request.setHeader("Accept", "text/html, */*;q=0.1")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_status_before_the_effect_leaves_nothing_behind() throws Exception {
    var body = SimulatorFixture.instance(fixture.code()).toString();
    fixture.simulator.fault(fault(new Fault.Status(503), Effect.BEFORE));

    var response = fixture.post(body);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(SimulatorFixture.json(response).get("requestId").textValue())
        .isEqualTo(response.headers().firstValue("Elements-Request-Id").orElseThrow());
    assertThat(fixture.simulator.ledger().instances()).isEmpty();
    assertThat(fixture.simulator.ledger().codesUsed()).isZero();
    assertThat(fixture.post(body).statusCode()).isEqualTo(200);
  }

  @Test
  void a_status_repeats_what_was_sent() throws Exception {
    var code = fixture.code();
    fixture.simulator.fault(fault(new Fault.Status(500), Effect.BEFORE));

    assertThat(
            SimulatorFixture.json(fixture.post(SimulatorFixture.instance(code).toString()))
                .get("message")
                .textValue())
        .contains("POST /elements/api-v2/instances", SimulatorFixture.CREDENTIALS, code);
  }

  @Test
  void a_status_after_the_effect_hides_an_instance_that_exists() throws Exception {
    var body = SimulatorFixture.instance(fixture.code()).toString();
    fixture.simulator.fault(fault(new Fault.Status(500), Effect.AFTER));

    assertThat(fixture.post(body).statusCode()).isEqualTo(500);
    assertThat(fixture.simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void a_body_takes_the_place_of_the_answer() throws Exception {
    fixture.simulator.fault(fault(new Fault.Body("<html>no</html>"), Effect.BEFORE));

    var response = fixture.post(SimulatorFixture.instance(fixture.code()).toString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("<html>no</html>");
    assertThat(fixture.simulator.ledger().instances()).isEmpty();
  }

  @Test
  void a_page_of_html_comes_with_its_status_and_type() throws Exception {
    fixture.simulator.fault(fault(Fault.Body.html(502, "<h1>Bad Gateway</h1>"), Effect.BEFORE));

    var response = fixture.post(SimulatorFixture.instance(fixture.code()).toString());

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(response.body()).isEqualTo("<h1>Bad Gateway</h1>");
  }

  @Test
  void a_closed_connection_gives_no_answer() throws Exception {
    var body = SimulatorFixture.instance(fixture.code()).toString();
    fixture.simulator.fault(fault(new Fault.Close(), Effect.AFTER));

    assertThatThrownBy(() -> fixture.post(body)).isInstanceOf(IOException.class);
    assertThat(fixture.simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void faults_strike_their_own_route_in_order_and_as_often_as_set() throws Exception {
    fixture.simulator.fault(
        new Fault(CloudElementsRoute.LIST_INSTANCES, new Fault.Status(502), Effect.BEFORE, 2));
    fixture.simulator.fault(
        new Fault(CloudElementsRoute.LIST_INSTANCES, new Fault.Status(429), Effect.BEFORE, 1));

    assertThat(fixture.get("/organizations/me").statusCode()).isEqualTo(200);
    assertThat(fixture.get("/instances").statusCode()).isEqualTo(502);
    assertThat(fixture.get("/instances").statusCode()).isEqualTo(502);
    assertThat(fixture.get("/instances").statusCode()).isEqualTo(429);
    assertThat(fixture.get("/instances").statusCode()).isEqualTo(200);
  }

  private static Fault fault(Fault.Kind kind, Effect effect) {
    return new Fault(CloudElementsRoute.CREATE_INSTANCE, kind, effect, 1);
  }
}
