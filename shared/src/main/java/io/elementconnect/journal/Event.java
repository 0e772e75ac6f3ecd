package io.elementconnect.journal;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.json.Json;
import java.util.Locale;
import java.util.Map;

/**
 * An event of the journal. The set is closed, and no event can contain a secret: its fields are
 * only ids, codes, names and times. Alarms count events by their names, so each event declares its
 * own as a constant, {@code NAME}, which does not follow the class's name.
 */
public sealed interface Event permits AttemptEvent, ReconcilerEvent, RequestEvent {

  Entry entry();

  /** The name of the event, snake_case. */
  default String name() {
    return entry().name();
  }

  /** The fields of the event, in the order in which they are written. */
  default Map<String, Object> fields() {
    return entry().fields();
  }

  /** The name of an event and its fields. */
  record Entry(String name, Map<String, Object> fields) {
    static Entry of(String name, Object... keysAndValues) {
      return new Entry(name, Json.object(keysAndValues));
    }

    static String status(Attempt attempt) {
      return attempt.progress().status().toLowerCase(Locale.ROOT);
    }
  }
}
