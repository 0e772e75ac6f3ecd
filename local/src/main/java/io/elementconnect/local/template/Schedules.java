package io.elementconnect.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the schedules: the events of type {@code ScheduleV2} on the functions. */
final class Schedules {
  private static final Pattern RATE =
      Pattern.compile("rate\\((?<count>[1-9][0-9]{0,4}) (?<unit>minute|hour|day)s?\\)");

  private Schedules() {}

  static List<Schedule> read(Resources resources) {
    var schedules = new ArrayList<Schedule>();
    for (var function : resources.ofType("AWS::Serverless::Function")) {
      var events = function.properties().fields("Events").map(Fields::entries).orElse(Map.of());
      for (var event : events.values()) {
        switch (event.requiredText("Type")) {
          case "ScheduleV2" -> {
            var properties = event.requiredFields("Properties");
            schedules.add(
                new Schedule(
                    function.logicalId(), every(properties), properties.requiredText("Input")));
          }
          case "Schedule" ->
              throw event.place("Type").wrong("rules are not run here: use ScheduleV2");
          default -> {}
        }
      }
    }
    return schedules;
  }

  private static Duration every(Fields properties) {
    var rate = RATE.matcher(properties.requiredText("ScheduleExpression"));
    if (!rate.matches()) {
      throw properties
          .place("ScheduleExpression")
          .wrong("must be rate(<number> minutes, hours or days)");
    }
    var count = Long.parseLong(rate.group("count"));
    return switch (rate.group("unit")) {
      case "minute" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
