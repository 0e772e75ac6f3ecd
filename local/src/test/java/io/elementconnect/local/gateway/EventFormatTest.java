package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EventFormatTest {

  @Test
  void an_event_names_its_version_route_and_path() throws Exception {
    var event = event("/pets/a%20b?x=1", request -> request);

    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("ANY /pets/{id}");
    assertThat(event.path("rawPath").asText()).isEqualTo("/pets/a b");
    assertThat(event.path("pathParameters")).hasToString("{\"id\":\"a b\"}");
  }

  @Test
  void a_query_stays_raw_and_is_also_decoded_and_joined() throws Exception {
    var event = event("/pets/1?code=a%2Bb&tags=x&tags=y%2Cz&flag&space=a+b", request -> request);

    assertThat(event.path("rawQueryString").asText())
        .isEqualTo("code=a%2Bb&tags=x&tags=y%2Cz&flag&space=a+b");
    assertThat(event.path("queryStringParameters"))
        .hasToString("{\"code\":\"a+b\",\"flag\":\"\",\"space\":\"a b\",\"tags\":\"x,y,z\"}");
  }

  @Test
  void headers_are_lower_case_and_repeated_ones_joined() throws Exception {
    var headers =
        event("/pets/1", request -> request.header("X-Pet", "dog").header("X-Pet", "cat"))
            .path("headers");

    assertThat(headers.path("x-pet").asText()).isEqualTo("dog,cat");
    assertThat(headers.path("x-forwarded-for").asText()).isEqualTo("127.0.0.1");
    assertThat(headers.path("x-amzn-trace-id").asText()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
  }

  @Test
  void cookies_leave_the_headers() throws Exception {
    var event = event("/pets/1", request -> request.header("Cookie", "a=1; b=2"));

    assertThat(event.path("cookies")).hasToString("[\"a=1\",\"b=2\"]");
    assertThat(event.path("headers").has("cookie")).isFalse();
  }

  @Test
  void what_a_call_does_not_have_is_left_out() throws Exception {
    var event = event("/default", request -> request);

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "routeKey",
            "rawPath",
            "rawQueryString",
            "headers",
            "requestContext",
            "isBase64Encoded");
    assertThat(event.path("requestContext").has("authorizer")).isFalse();
  }

  @Test
  void the_context_tells_host_caller_and_time() throws Exception {
    try (var gateway = TestGateway.start(TestGateway.api(Handlers.Echo.class, "$default"))) {
      var answer = gateway.send(gateway.request("/pets").header("User-Agent", "tests"));
      var event = gateway.json(gateway.request("/pets").header("User-Agent", "tests"));
      var context = event.path("requestContext");

      assertThat(answer.headers().firstValue("apigw-requestid"))
          .hasValueSatisfying(
              id -> assertThat(answer.body()).contains("\"requestId\":\"" + id + "\""));
      assertThat(context.path("domainName").asText())
          .isEqualTo("localhost:" + gateway.gateway().port());
      assertThat(context.path("domainPrefix").asText()).isEqualTo("localhost");
      assertThat(context.path("http"))
          .hasToString(
              "{\"method\":\"GET\",\"path\":\"/pets\",\"protocol\":\"HTTP/1.1\","
                  + "\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"tests\"}");
      assertThat(context.path("routeKey").asText()).isEqualTo("$default");
      assertThat(context.path("stage").asText()).isEqualTo("$default");
      assertThat(context.path("time").asText()).isEqualTo("01/Jan/2030:12:00:00 +0000");
      assertThat(context.path("timeEpoch").asLong()).isEqualTo(TestGateway.NOON.toEpochMilli());
    }
  }

  @Test
  void json_and_text_bodies_arrive_as_text() throws Exception {
    assertThat(body("application/json", "{\"é\":1}")).isEqualTo("false {\"é\":1}");
    assertThat(body("Application/JSON; charset=utf-8", "{}")).isEqualTo("false {}");
    assertThat(body("text/csv", "a,b")).isEqualTo("false a,b");
  }

  @Test
  void forms_and_all_other_bodies_arrive_as_base64() throws Exception {
    assertThat(body("application/x-www-form-urlencoded", "a=1")).isEqualTo("true YT0x");
    assertThat(body("application/problem+json", "{}")).isEqualTo("true e30=");
    assertThat(body("application/octet-stream", "{}")).isEqualTo("true e30=");
  }

  private static String body(String type, String body) throws IOException, InterruptedException {
    var event =
        event(
            "/pets/1",
            request -> request.header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    return event.path("isBase64Encoded").asText() + " " + event.path("body").asText();
  }

  private static JsonNode event(String path, UnaryOperator<HttpRequest.Builder> change)
      throws IOException, InterruptedException {
    var api = TestGateway.api(Handlers.Echo.class, "ANY /pets/{id}", "$default");
    try (var gateway = TestGateway.start(api)) {
      return gateway.json(change.apply(gateway.request(path)));
    }
  }
}
