package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.template.FunctionResource;
import io.elementconnect.local.template.HttpApiResource.Cors;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {
  private static final String OWN = "http://localhost:8081";
  private static final Cors CORS =
      new Cors(
          List.of(OWN, "http://127.0.0.1:8081"),
          List.of("GET", "POST"),
          List.of("authorization", "content-type"),
          List.of("x-request-id"),
          true,
          Duration.ofMinutes(10));
  private static final FunctionResource CORS_OF_ITS_OWN =
      TestGateway.function(
          Handlers.Fixed.class,
          Map.of(
              "RESULT",
              """
              {"statusCode": 200, "headers": {
                "Access-Control-Allow-Origin": "*", "access-control-max-age": "5", "x-a": "1"}}
              """));

  @Test
  @Tag("R28")
  void a_preflight_of_an_own_origin_is_answered_without_a_function() throws Exception {
    var answer = preflight(CORS, OWN);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().map())
        .containsEntry("access-control-allow-origin", List.of(OWN))
        .containsEntry("access-control-allow-methods", List.of("GET,POST"))
        .containsEntry("access-control-allow-headers", List.of("authorization,content-type"))
        .containsEntry("access-control-allow-credentials", List.of("true"))
        .containsEntry("access-control-max-age", List.of("600"));
  }

  @Test
  @Tag("R28")
  @Tag("R44")
  void a_preflight_of_a_foreign_origin_gets_no_cors_headers() throws Exception {
    for (String origin : List.of("http://localhost:80811", "http://LOCALHOST:8081", "null")) {
      var answer = preflight(CORS, origin);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(corsHeaders(answer)).isEmpty();
    }
  }

  @Test
  void without_cors_a_preflight_is_not_found() throws Exception {
    assertThat(preflight(TestGateway.NO_CORS, OWN).statusCode()).isEqualTo(404);
  }

  @Test
  void the_configured_headers_replace_those_of_the_function() throws Exception {
    var answer = get(CORS, "/", OWN);

    assertThat(answer.headers().firstValue("x-a")).hasValue("1");
    assertThat(corsHeaders(answer))
        .containsExactlyInAnyOrder(
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-expose-headers");
    assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue(OWN);
    assertThat(answer.headers().firstValue("access-control-expose-headers"))
        .hasValue("x-request-id");
  }

  @Test
  @Tag("R44")
  void a_foreign_origin_gets_no_cors_headers() throws Exception {
    assertThat(corsHeaders(get(CORS, "/", "http://evil.test"))).isEmpty();
  }

  @Test
  void without_cors_a_functions_own_headers_are_sent() throws Exception {
    assertThat(corsHeaders(get(TestGateway.NO_CORS, "/", OWN)))
        .containsExactlyInAnyOrder("access-control-allow-origin", "access-control-max-age");
  }

  @Test
  @Tag("R44")
  void an_own_origin_can_read_the_gateways_refusals() throws Exception {
    var answer = get(CORS, "/lost", OWN);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue(OWN);
  }

  @Test
  void a_route_for_options_gets_the_preflight() throws Exception {
    try (var gateway = start(CORS, "OPTIONS /")) {
      var answer =
          gateway.send(
              gateway
                  .request("/")
                  .method("OPTIONS", BodyPublishers.noBody())
                  .header("Origin", OWN)
                  .header("Access-Control-Request-Method", "POST"));

      assertThat(answer.headers().firstValue("x-a")).hasValue("1");
    }
  }

  private static HttpResponse<String> preflight(Cors cors, String origin)
      throws IOException, InterruptedException {
    try (var gateway = start(cors, "GET /")) {
      return gateway.send(
          gateway
              .request("/")
              .method("OPTIONS", BodyPublishers.noBody())
              .header("Origin", origin)
              .header("Access-Control-Request-Method", "POST"));
    }
  }

  private static HttpResponse<String> get(Cors cors, String path, String origin)
      throws IOException, InterruptedException {
    try (var gateway = start(cors, "GET /")) {
      return gateway.send(gateway.request(path).header("Origin", origin));
    }
  }

  private static TestGateway start(Cors cors, String routeKey) throws IOException {
    var api = TestGateway.api(CORS_OF_ITS_OWN, routeKey);
    return TestGateway.start(new Api(api.functions(), api.routes(), cors));
  }

  private static List<String> corsHeaders(HttpResponse<String> answer) {
    return answer.headers().map().keySet().stream()
        .filter(name -> name.startsWith("access-control-"))
        .toList();
  }
}
