package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultFormatTest {

  @Test
  void a_result_without_status_is_a_json_body() throws Exception {
    var answer = answer("{\"id\": 1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"id\":1}");
    assertThat(answer("\"hello\"").body()).isEqualTo("hello");
  }

  @Test
  void status_headers_and_body_are_sent() throws Exception {
    var answer =
        answer(
            "{\"statusCode\":303,\"headers\":{\"Location\":\"/x\",\"x-count\":2},\"body\":\"go\"}");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).hasValue("/x");
    assertThat(answer.headers().firstValue("x-count")).hasValue("2");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
    assertThat(answer.body()).isEqualTo("go");
  }

  @Test
  void each_cookie_is_a_header_of_its_own() throws Exception {
    var answer = answer("{\"statusCode\":204,\"cookies\":[\"a=1; Secure\",\"b=2\"]}");

    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1; Secure", "b=2");
  }

  @Test
  void a_base64_body_is_decoded() throws Exception {
    assertThat(answer("{\"statusCode\":200,\"body\":\"aGk=\",\"isBase64Encoded\":true}").body())
        .isEqualTo("hi");
  }

  @Test
  void headers_of_the_older_format_are_passed_over() throws Exception {
    var answer = answer("{\"statusCode\":200,\"multiValueHeaders\":{\"x-a\":[\"1\",\"2\"]}}");

    assertThat(answer.headers().firstValue("x-a")).isEmpty();
  }

  @Test
  void a_result_that_is_none_is_a_server_error() throws Exception {
    assertRefused("");
    assertRefused("{");
    assertRefused("{} {}");
    assertRefused("{\"statusCode\":\"ok\"}");
    assertRefused("{\"statusCode\":99}");
    assertRefused("{\"statusCode\":200,\"body\":{}}");
    assertRefused("{\"statusCode\":200,\"headers\":[]}");
    assertRefused("{\"statusCode\":200,\"headers\":{\"x-a\":[\"1\"]}}");
    assertRefused("{\"statusCode\":200,\"headers\":{\"x-a\":\"1\\r\\nx-b: 2\"}}");
    assertRefused("{\"statusCode\":200,\"cookies\":\"a=1\"}");
    assertRefused("{\"statusCode\":200,\"body\":\"?\",\"isBase64Encoded\":true}");
  }

  private static void assertRefused(String result) throws IOException, InterruptedException {
    var answer = answer(result);
    assertThat(answer.statusCode()).as(result).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  private static HttpResponse<String> answer(String result)
      throws IOException, InterruptedException {
    var function = TestGateway.function(Handlers.Fixed.class, Map.of("RESULT", result));
    try (var gateway = TestGateway.start(TestGateway.api(function, "GET /"))) {
      return gateway.get("/");
    }
  }
}
