package io.elementconnect.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.elementconnect.http.JsonBody.Read;
import io.elementconnect.http.JsonBody.Refused;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R31")
class JsonBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; charset=\"utf-8\"",
        " application/json "
      })
  void a_json_object_is_read(String contentType) {
    assertThat(JsonBody.of(request(contentType, "{\"a\":1}", false)))
        .isEqualTo(new Read(Map.of("a", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain;application/json",
        "application/json,text/plain",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; x=y",
        "application/json;",
        "application/problem+json"
      })
  void any_other_content_type_is_refused(String contentType) {
    assertRefused(request(contentType, "{}", false), 415, "unsupported_media_type");
  }

  @Test
  void a_missing_content_type_is_refused() {
    var event = new APIGatewayV2HTTPEvent();
    event.setBody("{}");

    assertRefused(Request.of(event, "id", 1), 415, "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sixteen_kilobytes_are_read(boolean base64) {
    assertThat(JsonBody.of(json(ofBytes(16 * 1024), base64))).isInstanceOf(Read.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void one_byte_more_is_refused(boolean base64) {
    assertRefused(json(ofBytes(16 * 1024 + 1), base64), 413, "body_too_large");
  }

  @Test
  void bytes_count_and_not_characters() {
    assertRefused(json("{\"a\":\"" + "é".repeat(8 * 1024) + "\"}", false), 413, "body_too_large");
  }

  @Test
  void a_body_of_megabytes_is_refused() {
    assertRefused(json(ofBytes(6_000_000), false), 413, "body_too_large");
    assertRefused(json(ofBytes(4_000_000), true), 413, "body_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "{\"a\":1,\"a\":2}", "a=b"})
  void what_is_no_json_object_is_refused(String body) {
    assertRefused(json(body, false), 400, "malformed_body");
    assertRefused(json(body, true), 400, "malformed_body");
  }

  @Test
  void broken_base64_is_refused() {
    var event = new APIGatewayV2HTTPEvent();
    event.setHeaders(Map.of("content-type", "application/json"));
    event.setIsBase64Encoded(true);
    event.setBody("{}");

    assertRefused(Request.of(event, "id", 1), 400, "malformed_body");
  }

  @Test
  void invalid_utf_8_is_refused() {
    var event = new APIGatewayV2HTTPEvent();
    event.setHeaders(Map.of("content-type", "application/json"));
    event.setIsBase64Encoded(true);
    event.setBody(
        Base64.getEncoder()
            .encodeToString(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'}));

    assertRefused(Request.of(event, "id", 1), 400, "malformed_body");
  }

  @Test
  void nesting_is_refused_at_once() {
    var body = "{\"a\":" + "[".repeat(16 * 1024 - 5);

    assertTimeout(
        Duration.ofMillis(500), () -> assertRefused(json(body, false), 400, "malformed_body"));
  }

  @Test
  @Tag("R36")
  void it_prints_nothing_that_came() {
    assertThat(JsonBody.of(request("application/json", "{\"a\":1}", false))).hasToString("Read");
  }

  private static void assertRefused(Request request, int status, String code) {
    assertThat(JsonBody.of(request))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.refusal().status()).isEqualTo(status);
              assertThat(refused.refusal().type().code()).isEqualTo(code);
            });
  }

  private static String ofBytes(int length) {
    return "{\"a\":\"" + "x".repeat(length - 8) + "\"}";
  }

  private static Request json(String body, boolean base64) {
    return request("application/json", body, base64);
  }

  private static Request request(String contentType, String body, boolean base64) {
    var event = new APIGatewayV2HTTPEvent();
    event.setHeaders(Map.of("content-type", contentType));
    event.setIsBase64Encoded(base64);
    event.setBody(base64 ? Base64.getEncoder().encodeToString(body.getBytes(UTF_8)) : body);
    return Request.of(event, "id", 1);
  }
}
