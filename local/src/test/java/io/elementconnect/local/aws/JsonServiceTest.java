package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonServiceTest {
  private final JsonService service =
      new JsonService(
          Map.of(
              "Echo",
              parameters -> {
                parameters.only("Text", "Blob", "Map");
                parameters.blob("Blob");
                parameters.textMap("Map");
                return JsonNodeFactory.instance
                    .objectNode()
                    .put("Text", parameters.requiredText("Text"));
              }));

  @Test
  void answers_in_the_content_type_of_the_protocol() {
    var reply = echo("{\"Text\":\"abc\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers())
        .containsEntry("Content-Type", List.of("application/x-amz-json-1.1"));
    assertThat(text(reply)).isEqualTo("{\"Text\":\"abc\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"Text\":1}",
        "{\"Text\":\"a\",\"Blob\":\"*\"}",
        "{\"Text\":\"a\",\"Map\":{\"a\":1}}",
        "{\"Text\":\"a\"} more"
      })
  void a_body_of_another_form_cannot_be_read(String body) {
    assertThat(text(echo(body))).isEqualTo("{\"__type\":\"SerializationException\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"Text\":null}", "{\"Text\":\"\"}", "{\"Text\":\"a\",\"Other\":1}"})
  void a_member_that_is_unknown_or_missing_is_refused(String body) {
    var reply = echo(body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(text(reply)).startsWith("{\"__type\":\"ValidationException\",\"message\":");
  }

  @Test
  void a_refusal_does_not_repeat_the_value() {
    assertThat(text(echo("{\"Texts\":\"a secret\"}"))).doesNotContain("a secret");
  }

  private Reply echo(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return service.answer(
        new Service.Target("service", "Echo"), new Call("POST", "/", "", Map.of(), bytes));
  }

  private static String text(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
