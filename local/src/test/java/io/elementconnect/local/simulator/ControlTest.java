package io.elementconnect.local.simulator;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.Fault.Without.Field;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void wants_its_header() throws Exception {
    assertThat(fixture.send(fixture.at("/control/ledger")).statusCode()).isEqualTo(403);
    assertThat(fixture.send(fixture.at("/control/ledger").header("X-Local", "0")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_ledger_shows_instances_calls_and_codes() throws Exception {
    var id = fixture.created("Acme", "red").get("id");
    fixture.code();

    var ledger =
        SimulatorFixture.json(fixture.send(fixture.at("/control/ledger").header("X-Local", "1")));

    assertThat(ledger.get("instances").toString())
        .isEqualTo(
            "[{\"id\":"
                + id
                + ",\"tags\":[\"red\"],\"name\":\"Acme\",\"element\":\"infusionsofterp\","
                + "\"site\":\"dt123.infusionsoft.com\"}]");
    assertThat(ledger.at("/posts").toString())
        .isEqualTo(
            "[{\"arrival\":\"2030-01-01T12:00:00Z\",\"tags\":[\"red\"],\"instance\":"
                + id
                + ",\"status\":200}]");
    assertThat(ledger.at("/calls").get("POST /instances").intValue()).isEqualTo(1);
    assertThat(ledger.at("/calls").get("GET /instances/{id}").intValue()).isZero();
    assertThat(ledger.get("codes").toString()).isEqualTo("{\"issued\":2,\"used\":1}");
  }

  @Test
  void an_instance_is_deleted_as_its_owner_might() throws Exception {
    var id = fixture.created("Acme").get("id");

    assertThat(fixture.control("delete", "{\"instance\":" + id + "}").statusCode()).isEqualTo(204);

    assertThat(fixture.simulator.ledger().instances()).isEmpty();
    assertThat(fixture.control("delete", "{\"instance\":" + id + "}").statusCode()).isEqualTo(404);
    assertThat(fixture.control("delete", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void the_ledger_shows_no_secret() throws Exception {
    fixture.created("Acme");

    var body = fixture.send(fixture.at("/control/ledger").header("X-Local", "1")).body();

    assertThat(fixture.simulator.ledger().secrets()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(body).doesNotContain(fixture.simulator.ledger().secrets());
  }

  @Test
  void a_fault_strikes_after_the_effect_and_as_often_as_set() throws Exception {
    var set =
        fixture.control(
            "faults",
            "{\"route\":\"POST /instances\",\"kind\":\"status\",\"status\":503,"
                + "\"effect\":\"after\",\"times\":2}");

    assertThat(set.statusCode()).isEqualTo(204);
    assertThat(fixture.post(SimulatorFixture.instance(fixture.code()).toString()).statusCode())
        .isEqualTo(503);
    assertThat(fixture.post(SimulatorFixture.instance(fixture.code()).toString()).statusCode())
        .isEqualTo(503);
    assertThat(fixture.post(SimulatorFixture.instance(fixture.code()).toString()).statusCode())
        .isEqualTo(200);
    assertThat(fixture.simulator.ledger().instances()).hasSize(3);
  }

  @Test
  void a_fault_strikes_once_and_before_the_effect_unless_said_otherwise() throws Exception {
    fixture.control("faults", "{\"route\":\"POST /instances\",\"kind\":\"body\",\"body\":\"no\"}");

    assertThat(fixture.post(SimulatorFixture.instance(fixture.code()).toString()).body())
        .isEqualTo("no");
    assertThat(fixture.simulator.ledger().instances()).isEmpty();
    assertThat(fixture.post(SimulatorFixture.instance(fixture.code()).toString()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {}                                                              | kind, route
          {"route":7,"kind":7,"effect":7,"times":"7"}                     | effect, kind, route, times
          {"route":"POST /nothing","kind":"close"}                        | route
          {"route":"GET /instances","kind":"flood","bytes":1,"x":1}       | kind, x
          {"route":"GET /instances","kind":"status"}                      | status
          {"route":"GET /instances","kind":"status","status":200}         | status
          {"route":"GET /instances","kind":"status","status":429,"retryAfter":-1} | retryAfter
          {"route":"GET /instances","kind":"status","status":429,"body":"", "bytes":1} | body, bytes
          {"route":"GET /instances","kind":"body"}                        | body
          {"route":"GET /instances","kind":"body","body":"","status":199,"contentType":1} | contentType, status
          {"route":"GET /instances","kind":"close","times":0,"effect":"during"} | effect, times
          {"route":"GET /instances","kind":"close","times":null}          | times
          {"route":"GET /instances","kind":"reset","effects":"after"}     | effects
          {"route":"GET /instances","kind":"delay","milliseconds":0}      | milliseconds
          {"route":"GET /instances","kind":"cut","bytes":-1}              | bytes
          {"route":"GET /instances","kind":"cut","bytes":1,"effect":"before"} | effect
          {"route":"GET /instances","kind":"padded","bytes":1.5}          | bytes
          {"route":"DELETE /instances/{id}","kind":"without","field":"ID"} | field, route
          {"route":"GET /instances","kind":"any-code"}                    | route
          {"route":"POST /instances","kind":"invalid","effect":"before"}  | effect
          {"route":"POST /instances","kind":"late"}                       | listings
          {"route":"POST /instances","kind":"late","listings":1,"milliseconds":1} | listings
          """)
  void every_wrong_field_is_named(String body, String wrong) throws Exception {
    var answer = fixture.control("faults", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(answer))
        .isEqualTo("Wrong, missing or out of place: " + wrong);
    assertThat(fixture.get("/instances").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{} {}", "{\"kind\":\"close\",\"kind\":\"close\"}"})
  void what_is_no_json_object_is_refused(String body) throws Exception {
    assertThat(fixture.control("faults", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource
  void every_fault_can_be_set(String fields, Fault fault) throws Exception {
    var body = (ObjectNode) SimulatorFixture.JSON.readTree(fields);

    assertThat(FaultBody.parse(body).fault()).hasValue(fault);
    assertThat(fixture.control("faults", fields).statusCode()).isEqualTo(204);
  }

  static Stream<Arguments> every_fault_can_be_set() {
    return Stream.of(
        fault("'kind':'status','status':503", new Fault.Status(503), BEFORE),
        fault(
            "'kind':'status','status':429,'retryAfter':7",
            new Fault.Status(429, OptionalInt.of(7)),
            BEFORE),
        fault("'kind':'body','body':'no'", new Fault.Body("no"), BEFORE),
        fault(
            "'kind':'body','body':'no','status':502,'contentType':'text/html; charset=utf-8'",
            Fault.Body.html(502, "no"),
            BEFORE),
        fault("'kind':'close'", new Fault.Close(), BEFORE),
        fault("'kind':'reset','effect':'after'", new Fault.Reset(), AFTER),
        fault("'kind':'delay','milliseconds':5", new Fault.Delay(Duration.ofMillis(5)), BEFORE),
        fault("'kind':'cut','bytes':0", new Fault.Cut(0), AFTER),
        fault("'kind':'padded','bytes':9", new Fault.Padded(9), AFTER),
        fault("'kind':'without','field':'tags'", new Fault.Without(Field.TAGS), AFTER),
        fault("'kind':'any-code'", new Fault.AnyCode(), AFTER),
        fault("'kind':'key-required'", new Fault.KeyRequired(), AFTER),
        fault("'kind':'other-element'", new Fault.OtherElement(), AFTER),
        fault("'kind':'invalid','effect':'after'", new Fault.Invalid(), AFTER),
        fault("'kind':'late','listings':2", new Fault.LateByListings(2), AFTER),
        fault("'kind':'late','milliseconds':2", new Fault.LateByTime(Duration.ofMillis(2)), AFTER));
  }

  @Test
  void healing_forgets_the_faults_to_come() throws Exception {
    fixture.control(
        "faults", "{\"route\":\"GET /instances\",\"kind\":\"status\",\"status\":503,\"times\":9}");

    assertThat(fixture.control("heal", "").statusCode()).isEqualTo(204);

    assertThat(fixture.get("/instances").statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_address_is_not_found() throws Exception {
    assertThat(fixture.control("ledger", "").statusCode()).isEqualTo(404);
  }

  @Test
  void reset_forgets_everything_but_the_ids() throws Exception {
    var id = fixture.created("Acme").get("id").longValue();
    var code = fixture.code();
    fixture.simulator.rotateUserSecret(11, "new-secret");
    fixture.simulator.fault(
        new Fault(CloudElementsRoute.LIST_INSTANCES, new Fault.Status(503), Effect.BEFORE, 1));

    assertThat(fixture.control("reset", "").statusCode()).isEqualTo(204);

    var ledger = fixture.simulator.ledger();
    assertThat(ledger.instances()).isEmpty();
    assertThat(ledger.posts()).isEmpty();
    assertThat(ledger.calls())
        .hasSize(CloudElementsRoute.values().length)
        .allSatisfy((_, n) -> assertThat(n).isZero());
    assertThat(ledger.codesIssued()).isZero();
    assertThat(ledger.secrets()).isEmpty();
    assertThat(fixture.get("/instances").body()).isEqualTo("[]");
    assertThat(fixture.post(SimulatorFixture.instance(code).toString()).statusCode())
        .isEqualTo(400);
    assertThat(fixture.created("Acme").get("id").longValue()).isGreaterThan(id);
  }

  private static Arguments fault(String fields, Fault.Kind kind, Effect effect) {
    var json = "{'route':'POST /instances','times':3," + fields + "}";
    return Arguments.of(
        json.replace('\'', '"'), new Fault(CloudElementsRoute.CREATE_INSTANCE, kind, effect, 3));
  }
}
