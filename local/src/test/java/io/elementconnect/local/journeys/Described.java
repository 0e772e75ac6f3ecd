package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.template.Project;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** What docs/openapi.yaml says of the answers to each operation. */
final class Described {
  private static final JsonNode DOCUMENT = Project.openApi();

  private Described() {}

  /**
   * Fails unless the answer is none of ours, or its status and the code of its problem are
   * described.
   */
  static void check(HttpResponse<String> answer) {
    if (AnswerHeaders.isOurs(answer)) {
      operation(answer).ifPresent(operation -> check(operation, answer));
    }
  }

  private static void check(JsonNode operation, HttpResponse<String> answer) {
    var response = operation.path("responses").path(Integer.toString(answer.statusCode()));
    var described = response.has("$ref") ? at(response.path("$ref").asText()) : response;
    assertThat(described.has("description"))
        .as("%d of %s is described", answer.statusCode(), operation.path("operationId"))
        .isTrue();
    if (answer.headers().firstValue("Content-Type").orElse("").contains("problem+json")) {
      assertThat(described.path("description").textValue())
          .as("the code of %d of %s", answer.statusCode(), operation.path("operationId"))
          .contains("`" + User.json(answer).path("code").textValue() + "`");
    }
  }

  /** The operation of what was asked, if there is one. */
  private static Optional<JsonNode> operation(HttpResponse<String> answer) {
    var method = answer.request().method().toLowerCase(Locale.ROOT);
    var path = answer.request().uri().getRawPath();
    return DOCUMENT.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
        .map(entry -> entry.getValue().path(method))
        .filter(operation -> !operation.isMissingNode())
        .findFirst();
  }

  private static JsonNode at(String reference) {
    return DOCUMENT.at(reference.substring("#".length()));
  }
}
