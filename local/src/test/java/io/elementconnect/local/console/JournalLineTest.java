package io.elementconnect.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLineTest {
  private static final String METRIC =
      ",\"deployment\":\"local\",\"count\":1,\"_aws\":{\"Timestamp\":1893499200000}}";
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private final JournalLine plain = new JournalLine(ZONE, Paint.NONE);
  private final JournalLine coloured = new JournalLine(ZONE, Paint.COLOUR);

  @Test
  void an_event_is_told_with_local_time_and_its_fields() {
    var line =
        event(
            "attempt_connected",
            ",\"requestId\":\"r1\",\"attemptId\":\"AbCdEfGhIjKlMnOp\",\"tenant\":\"acme\",\"instanceId\":42");

    assertThat(plain.render(line))
        .hasValue("21:00:00  attempt connected       attemptId=AbCdEfGh tenant=acme instanceId=42");
    assertThat(coloured.render(line))
        .hasValue(
            "21:00:00  \u001b[32mattempt connected     \u001b[0m"
                + "  attemptId=AbCdEfGh tenant=acme instanceId=42");
  }

  @Test
  void an_answered_request_is_told_by_route_status_and_time() {
    var line =
        event("request_answered", ",\"route\":\"GET /pets\",\"status\":404,\"milliseconds\":12");

    assertThat(plain.render(line)).hasValue("21:00:00  GET /pets 404 in 12 ms");
    assertThat(coloured.render(line))
        .hasValue("21:00:00  \u001b[33mGET /pets 404 in 12 ms\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({
    "attempt_connected,32",
    "attempt_ended,33",
    "proof_missing,33",
    "attempt_overdue,31",
    "dependency_unavailable,31",
    "exchange_postponed,31",
    "exchange_unsettled,31",
    "instance_not_stored,31",
    "instance_unaccounted,31",
    "operator_needed,31",
    "request_failed,31",
    "seal_broken,31"
  })
  void a_colour_tells_how_it_went(String event, String colour) {
    assertThat(coloured.render(event(event, "")).orElseThrow())
        .startsWith("21:00:00  \u001b[" + colour + "m");
  }

  @ParameterizedTest
  @CsvSource({"200,32", "303,32", "400,33", "499,33", "500,31", "503,31"})
  void the_colour_of_an_answer_is_that_of_its_status(int status, String colour) {
    var line = event("request_answered", ",\"route\":\"GET /\",\"status\":%d".formatted(status));

    assertThat(coloured.render(line).orElseThrow()).startsWith("21:00:00  \u001b[" + colour + "m");
  }

  @Test
  void progress_and_events_of_tomorrow_have_no_colour() {
    assertThat(coloured.render(event("exchange_begun", ",\"a\":\"b\"")))
        .hasValue("21:00:00  exchange begun          a=b");
    assertThat(coloured.render(event("link_opened", "")))
        .hasValue("21:00:00  link opened           ");
  }

  @Test
  void a_run_of_the_reconciler_is_told_when_it_had_something_to_do_or_could_not() {
    assertThat(plain.render(event("repair_ended", ",\"due\":0,\"reason\":\"done\""))).hasValue("");
    assertThat(plain.render(event("repair_ended", ",\"due\":1,\"reason\":\"done\"")))
        .hasValue("21:00:00  repair ended            due=1 reason=done");
    assertThat(plain.render(event("repair_ended", ",\"due\":0,\"reason\":\"waiting\"")))
        .hasValue("21:00:00  repair ended            due=0 reason=waiting");
  }

  @Test
  void no_text_reaches_the_terminal_as_a_control_sequence() {
    var line = event("attempt_ended", ",\"reason\":\"\\u001b[2Jgone \\u007f\\u009b\\u202e\\\"\"");

    assertThat(plain.render(line))
        .hasValue(
            "21:00:00  attempt ended           "
                + "reason=\"\\u001B[2Jgone \\u007F\\u009B\\u202E\\\"\"");
    assertThat(plain.render(event("a\\u001b[2J", ",\"b\\u001b\":1")).orElseThrow())
        .matches("[ -~]+");
    assertThat(
            plain
                .render(event("request_answered", ",\"route\":\"GET /\\u001b[2J\",\"status\":200"))
                .orElseThrow())
        .matches("[ -~]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{",
        "[1]",
        "{\"a\":1}",
        "{\"time\":\"2030-01-01T12:00:00Z\",\"event\":\"x\"}",
        "{\"time\":\"noon\",\"event\":\"x\",\"_aws\":{}}",
        "{\"time\":\"2030-01-01T12:00:00Z\",\"event\":1,\"_aws\":{}}",
        "{\"time\":\"2030-01-01T12:00:00Z\",\"event\":\"x\",\"_aws\":{}} and more",
        "\tat io.elementconnect.Thing.go(Thing.java:1)"
      })
  void other_lines_are_not_the_journals(String line) {
    assertThat(plain.render(line)).isEmpty();
  }

  private static String event(String name, String fields) {
    return "{\"time\":\"2030-01-01T12:00:00.123Z\",\"event\":\"%s\"%s".formatted(name, fields)
        + METRIC;
  }
}
