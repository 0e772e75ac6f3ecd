package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.json.JsonObject;
import io.elementconnect.testing.FakeContext;
import io.elementconnect.testing.RecordedJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectInvocationAdapterTest {
  private final RecordedJournal journal =
      new RecordedJournal(InstantSource.fixed(Instant.parse("2030-01-01T12:00:00Z")));
  private final DirectInvocationAdapter edge = new DirectInvocationAdapter(journal.journal());

  @Test
  void what_was_asked_for_is_answered() {
    assertThat(serve(Map.of("name", "Ann"), name -> Map.of("hello", name)))
        .isEqualTo(Map.of("hello", "Ann"));
    assertThat(journal.events()).isEmpty();
  }

  @Test
  void a_request_with_an_error_is_refused_and_not_worked_on() {
    assertThat(
            serve(
                Map.of(),
                _ -> {
                  throw new AssertionError("worked on");
                }))
        .containsEntry("status", 400)
        .containsEntry("code", "invalid_request")
        .containsEntry("detail", "name is required.")
        .containsEntry("requestId", "lambda-request");
    assertThat(journal.events()).isEmpty();
  }

  @Test
  void no_input_is_an_empty_one() {
    assertThat(serve(null, name -> Map.of("hello", name))).containsEntry("status", 400);
  }

  @Test
  void what_is_unavailable_is_to_be_tried_again() {
    assertThat(
            serve(
                Map.of("name", "Ann"),
                _ -> {
                  throw new Unavailable(Dependency.STORE, "Timeout");
                }))
        .containsEntry("status", 503)
        .containsEntry("code", "try_again");
    assertThat(journal.line("dependency_unavailable")).containsEntry("cause", "Timeout");
  }

  @Test
  void an_internal_error_is_reported_without_its_text() {
    assertFailed(_ -> {
      throw new IllegalStateException("a secret");
    });
  }

  @Test
  void so_is_an_error() {
    assertFailed(_ -> {
      throw new StackOverflowError("a secret");
    });
  }

  private void assertFailed(Function<String, Map<String, Object>> work) {
    var answer = serve(Map.of("name", "Ann"), work);

    assertThat(answer).containsEntry("status", 500).containsEntry("code", "internal_error");
    assertThat(answer.toString()).doesNotContain("secret");
    assertThat(journal.line("request_failed").toString()).doesNotContain("secret");
  }

  private Map<String, Object> serve(
      @Nullable Map<String, Object> input, Function<String, Map<String, Object>> work) {
    return edge.serve(input, new FakeContext(), (JsonObject json) -> json.required("name"), work);
  }
}
