package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.faults.Effect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateInstanceTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void answers_with_the_whole_instance() throws Exception {
    var code = fixture.code();
    var body = SimulatorFixture.instance(code);
    body.putArray("tags").add("ec:demo").add("trial");

    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(200);
    var json = SimulatorFixture.json(response);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "createdDate",
            "token",
            "element",
            "elementId",
            "tags",
            "provisionInteractions",
            "valid",
            "disabled",
            "maxCacheSize",
            "cacheTimeToLive",
            "providerData",
            "configuration",
            "eventsEnabled",
            "traceLoggingEnabled",
            "cachingEnabled",
            "externalAuthentication",
            "user");
    assertThat(json.get("id").isIntegralNumber()).isTrue();
    assertThat(json.get("name").textValue()).isEqualTo("Acme's Infusionsoft");
    assertThat(json.get("createdDate").textValue()).isEqualTo("2030-01-01T12:00:00Z");
    assertThat(Base64.getDecoder().decode(json.get("token").textValue())).hasSize(32);
    assertThat(json.at("/element/key").textValue()).isEqualTo("infusionsofterp");
    assertThat(json.at("/element/authentication/type").textValue()).isEqualTo("oauth2");
    assertThat(json.get("elementId")).isEqualTo(json.at("/element/id"));
    assertThat(json.get("tags").toString()).isEqualTo("[\"ec:demo\",\"trial\"]");
    assertThat(json.get("valid").booleanValue()).isTrue();
    assertThat(json.get("providerData").toString()).isEqualTo("{\"code\":\"" + code + "\"}");
    assertThat(json.get("user").toString()).isEqualTo("{\"id\":11}");
    assertThat(response.headers().firstValue("Elements-Element-Instance-Id"))
        .hasValue(json.get("id").toString());
  }

  @Test
  void masks_the_secrets_in_the_configuration() throws Exception {
    var configuration = fixture.created("Acme").get("configuration");

    assertThat(configuration.get("oauth.api.key").textValue()).isEqualTo("********");
    assertThat(configuration.get("oauth.api.secret").textValue()).isEqualTo("********");
    assertThat(configuration.get("infusionsoft.private.key").textValue()).isEqualTo("********");
    assertThat(configuration.get("oauth.user.token").textValue()).isEqualTo("********");
    assertThat(configuration.get("oauth.user.refresh_token").textValue()).isEqualTo("********");
    assertThat(configuration.get("oauth.callback.url").textValue())
        .isEqualTo(SimulatorFixture.CALLBACK);
    assertThat(configuration.get("infusionsoft.server").textValue())
        .isEqualTo("dt123.infusionsoft.com");
  }

  @Test
  void keeps_unknown_configuration_and_shows_every_value_as_text_or_null() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).put("made.up", 7).put("filter.response.nulls", false).putNull("nothing");

    var configuration = SimulatorFixture.json(fixture.post(body.toString())).get("configuration");

    assertThat(configuration.get("made.up").textValue()).isEqualTo("7");
    assertThat(configuration.get("filter.response.nulls").textValue()).isEqualTo("false");
    assertThat(configuration.get("nothing").isNull()).isTrue();
  }

  @Test
  void shows_the_defaults_of_what_was_not_stated() throws Exception {
    var configuration = fixture.created("Acme").get("configuration");

    assertThat(configuration.get("filter.response.nulls").textValue()).isEqualTo("true");
    assertThat(configuration.get("event.notification.enabled").textValue()).isEqualTo("false");
  }

  @Test
  void takes_the_address_of_the_account_with_or_without_a_scheme() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).put("infusionsoft.server", "https://dt123.infusionsoft.com/");

    assertThat(
            SimulatorFixture.json(fixture.post(body.toString()))
                .at("/configuration/base.url")
                .textValue())
        .isEqualTo("https://dt123.infusionsoft.com/api/xmlrpc");
  }

  @Test
  void strips_html_from_the_name() throws Exception {
    assertThat(fixture.created("<a href='#'>Acme</a>").get("name").textValue()).isEqualTo("Acme");
  }

  @Test
  void a_name_with_an_at_sign_becomes_the_first_tag() throws Exception {
    assertThat(fixture.created("<b>@acme</b>", "trial").get("tags").toString())
        .isEqualTo("[\"@acme\",\"trial\"]");
  }

  @Test
  void two_codes_make_two_instances_of_one_name() throws Exception {
    var first = fixture.created("Acme");
    var second = fixture.created("Acme");

    assertThat(first.get("id")).isNotEqualTo(second.get("id"));
    assertThat(first.get("token")).isNotEqualTo(second.get("token"));
    assertThat(fixture.simulator.ledger().instances()).hasSize(2);
  }

  @Test
  void the_element_may_be_named_by_id() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    body.putObject("element").put("id", 5101);

    assertThat(SimulatorFixture.json(fixture.post(body.toString())).at("/element/key").textValue())
        .isEqualTo("infusionsofterp");
  }

  @Test
  void the_element_may_be_named_in_the_path() throws Exception {
    var body = SimulatorFixture.instance(fixture.code()).without("element");

    var response =
        fixture.send(fixture.posting("/elements/infusionsofterp/instances", body.toString()));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void an_element_without_a_server_needs_none() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    body.putObject("element").put("key", "infusionsoftrest");
    configuration(body).remove("infusionsoft.server");
    configuration(body).remove("infusionsoft.private.key");

    assertThat(fixture.post(body.toString()).statusCode()).isEqualTo(200);
  }

  @Test
  void a_code_is_required() throws Exception {
    var body = SimulatorFixture.instance("unused");
    body.putObject("providerData");

    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(response))
        .isEqualTo("You must provide an OAuth code in order to create an instance of this element");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oauth.api.key",
        "oauth.api.secret",
        "oauth.callback.url",
        "infusionsoft.server",
      })
  void required_configuration_is_named_when_it_is_missing(String key) throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).putNull(key);

    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(response)).endsWith(": " + key);
    assertThat(fixture.simulator.ledger().codesUsed()).isZero();
  }

  @Test
  void the_encrypted_key_may_be_left_out_unless_a_fault_insists() throws Exception {
    fixture.simulator.fault(
        new Fault(CloudElementsRoute.CREATE_INSTANCE, new Fault.KeyRequired(), Effect.AFTER, 1));
    var body = SimulatorFixture.instance(fixture.code());
    var with = body.toString();
    configuration(body).remove("infusionsoft.private.key");

    assertThat(fixture.post(with).statusCode()).isEqualTo(200);
    var refused = fixture.post(body.toString());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(refused))
        .isEqualTo("Missing required configuration: infusionsoft.private.key");
    body.putObject("providerData").put("code", fixture.code());
    assertThat(fixture.post(body.toString()).statusCode()).isEqualTo(200);
  }

  @Test
  void an_unknown_element_is_not_found() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    body.putObject("element").put("key", "badelement");

    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(SimulatorFixture.message(response))
        .isEqualTo("No element found with key badelement");
  }

  @Test
  void an_element_is_required() throws Exception {
    assertThat(
            fixture
                .post(SimulatorFixture.instance(fixture.code()).without("element").toString())
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_name_is_required() throws Exception {
    assertThat(
            fixture.post(
                SimulatorFixture.instance(fixture.code()).put("name", "<b> </b>").toString()))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(400);
  }

  @Test
  void an_element_whose_provider_is_not_simulated_is_refused() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    body.putObject("element").put("key", "stripe");

    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(response)).isEqualTo("Failed to connect to the API URL.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "{} {}",
        "{\"name\":7}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"tags\":\"a\"}",
        "{\"tags\":[null]}",
        "{\"tags\":[1]}",
        "{\"configuration\":[]}",
        "{\"configuration\":{\"a\":{}}}",
        "{\"element\":\"infusionsofterp\"}",
      })
  void a_malformed_body_is_refused(String body) throws Exception {
    var response = fixture.post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(SimulatorFixture.message(response)).contains("JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void another_content_type_is_refused(String contentType) throws Exception {
    var request =
        fixture
            .posting("/instances", SimulatorFixture.instance(fixture.code()).toString())
            .setHeader("Content-Type", contentType);

    assertThat(fixture.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void a_missing_content_type_is_refused() throws Exception {
    var request =
        fixture
            .api("/instances")
            .header("Authorization", SimulatorFixture.CREDENTIALS)
            .POST(BodyPublishers.ofString(SimulatorFixture.instance(fixture.code()).toString()));

    assertThat(fixture.send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void a_code_is_good_once() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());

    assertThat(fixture.post(body.toString()).statusCode()).isEqualTo(200);
    assertRefusedByProvider(body);
    assertThat(fixture.simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void an_unknown_code_is_refused_by_the_provider() throws Exception {
    assertRefusedByProvider(SimulatorFixture.instance("made-up"));
  }

  @Test
  void a_code_is_good_until_ten_minutes_have_passed() throws Exception {
    var inTime = SimulatorFixture.instance(fixture.code());
    var late = SimulatorFixture.instance(fixture.code());

    fixture.now.updateAndGet(now -> now.plus(Duration.ofMinutes(10)).minusMillis(1));
    assertThat(fixture.post(inTime.toString()).statusCode()).isEqualTo(200);

    fixture.now.updateAndGet(now -> now.plusMillis(1));
    assertRefusedByProvider(late);
  }

  @Test
  void a_wrong_app_secret_is_refused_and_does_not_spend_the_code() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).put("oauth.api.secret", "wrong");
    assertRefusedByProvider(body);

    configuration(body).put("oauth.api.secret", "acme-secret");
    assertThat(fixture.post(body.toString()).statusCode()).isEqualTo(200);
  }

  @Test
  void a_code_of_another_app_is_refused() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).put("oauth.api.key", "other-key").put("oauth.api.secret", "other-secret");

    assertRefusedByProvider(body);
  }

  @Test
  void a_code_for_another_callback_is_refused() throws Exception {
    var body = SimulatorFixture.instance(fixture.code());
    configuration(body).put("oauth.callback.url", SimulatorFixture.OTHER_CALLBACK);

    assertRefusedByProvider(body);
  }

  @Test
  void a_refused_exchange_does_not_spend_the_code() throws Exception {
    var code = fixture.code();
    var elsewhere = SimulatorFixture.instance(code);
    configuration(elsewhere).put("oauth.callback.url", SimulatorFixture.OTHER_CALLBACK);

    assertRefusedByProvider(elsewhere);

    assertThat(fixture.post(SimulatorFixture.instance(code).toString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void fifty_requests_with_one_code_make_one_instance() throws Exception {
    var body = SimulatorFixture.instance(fixture.code()).toString();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          threads.invokeAll(
              IntStream.range(0, 50)
                  .<Callable<Integer>>mapToObj(_ -> () -> fixture.post(body).statusCode())
                  .toList());

      assertThat(answers).filteredOn(it -> it.resultNow() == 200).hasSize(1);
      assertThat(answers).filteredOn(it -> it.resultNow() == 400).hasSize(49);
    }
    assertThat(fixture.simulator.ledger().instances()).hasSize(1);
    assertThat(fixture.simulator.ledger().codesUsed()).isEqualTo(1);
  }

  private void assertRefusedByProvider(ObjectNode body) throws Exception {
    var response = fixture.post(body.toString());

    assertThat(response.statusCode()).isEqualTo(400);
    var json = SimulatorFixture.json(response);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("requestId", "message", "providerMessage");
    JsonNode provider = SimulatorFixture.JSON.readTree(json.get("providerMessage").textValue());
    assertThat(provider.get("error").textValue()).isEqualTo("invalid_grant");
  }

  private static ObjectNode configuration(ObjectNode body) {
    return (ObjectNode) body.get("configuration");
  }
}
