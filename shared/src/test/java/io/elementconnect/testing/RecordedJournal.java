package io.elementconnect.testing;

import io.elementconnect.journal.Journal;
import io.elementconnect.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A journal that can be read. */
public final class RecordedJournal {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Journal journal;

  public RecordedJournal(InstantSource clock) {
    this.journal = new Journal(new PrintStream(bytes, true, StandardCharsets.UTF_8), "test", clock);
  }

  public Journal journal() {
    return journal;
  }

  /** All that was written. */
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Each line, which has to be one JSON object. */
  public List<Map<String, Object>> lines() {
    return text()
        .lines()
        .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
        .toList();
  }

  /** The names of the events. */
  public List<String> events() {
    return lines().stream().map(line -> String.valueOf(line.get("event"))).toList();
  }

  /** The only line of this event. */
  public Map<String, Object> line(String event) {
    var found = lines().stream().filter(line -> event.equals(line.get("event"))).toList();
    if (found.size() != 1) {
      throw new AssertionError(event + " was journalled " + found.size() + " times");
    }
    return found.getFirst();
  }
}
