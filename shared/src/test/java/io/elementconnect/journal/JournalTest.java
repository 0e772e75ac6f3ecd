package io.elementconnect.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.AttemptEnded;
import io.elementconnect.journal.AttemptEvent.AttemptStarted;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestAnswered;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import io.elementconnect.journal.RequestEvent.SealBroken;
import io.elementconnect.journal.RequestEvent.TokenRead;
import io.elementconnect.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AttemptId ATTEMPT = new AttemptId("i".repeat(43));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Journal journal =
      new Journal(new PrintStream(written, true, UTF_8), "acme-prod", InstantSource.fixed(NOON));

  @Test
  @Tag("R37")
  void an_event_is_one_line_with_time_name_and_fields() {
    journal.record(new AttemptStarted(ATTEMPT, "acme", "infusionsofterp"));

    assertThat(lines())
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("{\"time\":\"2030-01-01T12:00:00Z\",\"event\":\"attempt_started\",")
                .endsWith("}"));
    assertThat(objects().getFirst())
        .containsEntry("attemptId", ATTEMPT.value())
        .containsEntry("tenant", "acme")
        .containsEntry("element", "infusionsofterp")
        .containsEntry("deployment", "acme-prod");
  }

  @Test
  void each_event_has_a_line_of_its_own() {
    journal.record(new RequestAnswered("GET /instances", 200, 12));
    journal.record(new TokenRead("acme", new InstanceId(42)));

    assertThat(objects())
        .extracting(line -> line.get("event"))
        .containsExactly("request_answered", "token_read");
  }

  @Test
  void a_line_is_an_embedded_metric_of_cloudwatch() {
    journal.record(new TokenRead("acme", new InstanceId(42)));

    var line = objects().getFirst();
    assertThat(line.get("_aws"))
        .isEqualTo(
            Map.of(
                "Timestamp",
                NOON.toEpochMilli(),
                "CloudWatchMetrics",
                List.of(
                    Map.of(
                        "Namespace",
                        "ElementConnect",
                        "Dimensions",
                        List.of(List.of("deployment", "event")),
                        "Metrics",
                        List.of(Map.of("Name", "count", "Unit", "Count"))))));
    assertThat(line).containsEntry("count", 1).containsKeys("deployment", "event");
  }

  @Test
  void the_request_that_is_being_served_is_named() {
    ScopedValue.where(Journal.REQUEST_ID, "request-1")
        .run(() -> journal.record(new TokenRead("acme", new InstanceId(42))));

    assertThat(objects().getFirst()).containsEntry("requestId", "request-1");
  }

  @Test
  void outside_of_a_request_none_is_named() {
    journal.record(new TokenRead("acme", new InstanceId(42)));

    assertThat(objects().getFirst()).doesNotContainKey("requestId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n{\"event\":\"forged\"}",
        "\r\nforged",
        "\",\"event\":\"forged",
        "\\\",\"event\":\"forged",
        "\u2028forged",
        "\u2029forged",
        "\u0085forged",
        "\u000bforged\f",
        "\0",
        "\u001b[2J\u001b[31mforged",
        "\u009b2Jforged",
        "\u202eforged"
      })
  @Tag("R37")
  void no_text_breaks_out_of_its_field(String text) {
    var events = eventsWith(text);

    ScopedValue.where(Journal.REQUEST_ID, text).run(() -> events.forEach(journal::record));

    assertThat(lines()).hasSameSizeAs(events).allMatch(line -> line.matches("[ -~]+"));
    assertThat(objects())
        .hasSameSizeAs(events)
        .allMatch(line -> line.containsValue(text))
        .noneMatch(line -> "forged".equals(line.get("event")));
  }

  @Test
  @Tag("R59")
  void lines_of_concurrent_requests_do_not_mix() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 1; i <= 8; i++) {
      var id = new InstanceId(i);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int j = 0; j < 100; j++) {
                  journal.record(new TokenRead("acme", id));
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(objects()).hasSize(800);
  }

  private static List<Event> eventsWith(String text) {
    return List.of(
        new AttemptStarted(ATTEMPT, text, "infusionsofterp"),
        new AttemptStarted(ATTEMPT, "acme", text),
        new AttemptEnded(ATTEMPT, text, ""),
        new AttemptEnded(ATTEMPT, "failed", text),
        new SealBroken(text, "acme", ATTEMPT),
        new SealBroken("token", text, ATTEMPT),
        new TokenRead(text, new InstanceId(42)),
        new DependencyUnavailable("store", text),
        new RequestFailed(text, ""),
        new RequestFailed("error", text),
        new RequestAnswered(text, 200, 1));
  }

  private List<String> lines() {
    return Stream.of(written.toString(UTF_8).split("\n", -1))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What the lines hold: each one whole JSON object. */
  private List<Map<String, Object>> objects() {
    return lines().stream().map(line -> Json.parse(line.getBytes(UTF_8)).orElseThrow()).toList();
  }
}
