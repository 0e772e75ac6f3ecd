package io.elementconnect.local.template;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A regular invocation of a function: an event of type {@code ScheduleV2}.
 *
 * @param every the time between two
 * @param input what it is invoked with, JSON
 */
public record Schedule(String functionLogicalId, Duration every, String input) {
  private static final Pattern RATE =
      Pattern.compile("rate\\((?<count>[1-9][0-9]{0,4}) (?<unit>minute|hour|day)s?\\)");

  static List<Schedule> read(Resources resources) {
    return FunctionResource.events(resources, "ScheduleV2").stream()
        .map(event -> {
          var properties = event.node().get("Properties");
          return new Schedule(
              event.functionLogicalId(), every(properties), properties.text("Input"));
        })
        .toList();
  }

  private static Duration every(Node properties) {
    var rate = RATE.matcher(properties.text("ScheduleExpression"));
    if (!rate.matches()) {
      throw properties.wrong("ScheduleExpression", "must be rate(<number> minutes, hours or days)");
    }
    var count = Long.parseLong(rate.group("count"));
    return switch (rate.group("unit")) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
