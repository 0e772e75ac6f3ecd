package io.elementconnect.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.console.Paint.Meaning;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of the journal as a person reads it: local time, what happened, and what tells it from
 * others. It is plain ASCII but for its colours: no text in a field reaches the terminal as a
 * control sequence.
 */
final class JournalLine {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern WORD = Pattern.compile("[!#-\\[\\]-~]+");

  // What a metric needs, and what the line shows at its beginning.
  private static final Set<String> LEFT_OUT =
      Set.of("time", "event", "requestId", "deployment", "count", "_aws");
  private static final Set<String> OF_A_REQUEST = Set.of("route", "status", "milliseconds");
  // Enough to tell attempts apart, and a prefix to look for in the file.
  private static final int ATTEMPT_ID = 8;

  private final ZoneId zone;
  private final Paint paint;

  JournalLine(ZoneId zone, Paint paint) {
    this.zone = zone;
    this.paint = paint;
  }

  /**
   * Nothing when the line is not one of the journal; empty when it is one that nobody waits for.
   */
  Optional<String> render(String line) {
    return line.startsWith("{") ? parse(line).flatMap(this::render) : Optional.empty();
  }

  private Optional<String> render(JsonNode line) {
    if (!line.path("event").isTextual() || !line.path("_aws").isObject()) {
      return Optional.empty();
    }
    return time(line.path("time").asText())
        .map(time -> isRoutine(line) ? "" : time + "  " + told(line));
  }

  /** A run of the reconciler with nothing to do, of which there is one every minute. */
  private static boolean isRoutine(JsonNode line) {
    return line.path("event").asText().equals("repair_ended")
        && line.path("due").asInt() == 0
        && line.path("reason").asText().equals("done");
  }

  private String told(JsonNode line) {
    var event = line.path("event").textValue();
    if (event.equals("request_answered")) {
      var status = line.path("status").asInt();
      var what =
          "%s %d in %s ms"
              .formatted(
                  printable(line.path("route").asText()),
                  status,
                  line.path("milliseconds").asLong());
      return withFields(paint.text(Meaning.ofStatus(status), what), line, OF_A_REQUEST);
    }
    var what = "%-22s".formatted(printable(event.replace('_', ' ')));
    return withFields(paint.text(meaning(event), what), line, Set.of());
  }

  private static String withFields(String what, JsonNode line, Set<String> shown) {
    var fields =
        line.properties().stream()
            .filter(field -> !LEFT_OUT.contains(field.getKey()))
            .filter(field -> !shown.contains(field.getKey()))
            .map(JournalLine::field)
            .collect(Collectors.joining(" "));
    return fields.isEmpty() ? what : what + "  " + fields;
  }

  private static String field(Map.Entry<String, JsonNode> field) {
    var name = field.getKey();
    var value = field.getValue();
    var text = value.isTextual() ? value.textValue() : value.toString();
    if (name.equals("attemptId") && text.length() > ATTEMPT_ID) {
      text = text.substring(0, ATTEMPT_ID);
    }
    return printable(name) + "=" + (WORD.matcher(text).matches() ? text : quoted(text));
  }

  private static Meaning meaning(String event) {
    return switch (event) {
      case "attempt_connected" -> Meaning.ENDED_WELL;
      case "attempt_ended", "proof_missing" -> Meaning.REFUSED;
      case "attempt_overdue",
          "dependency_unavailable",
          "exchange_postponed",
          "exchange_unsettled",
          "instance_not_stored",
          "instance_unaccounted",
          "operator_needed",
          "request_failed",
          "seal_broken" ->
          Meaning.NEEDS_ATTENTION;
      default -> Meaning.PROGRESS;
    };
  }

  private Optional<String> time(String time) {
    try {
      return Optional.of(TIME.format(Instant.parse(time).atZone(zone)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String printable(String text) {
    var quoted = quoted(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String quoted(String text) {
    try {
      // JSON leaves DEL as it is.
      return JSON.writeValueAsString(text).replace("\u007f", "\\u007F");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
