package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alarm on an event that nobody records would never be raised, or always. */
class AlarmsTest {
  private static final Pattern COUNTED = Pattern.compile("- Name: event\\s+Value: (\\w+)");

  @Test
  void each_alarm_counts_an_event_of_the_journal() throws IOException {
    var template = Files.readString(Project.file("template.yaml"));
    var counted =
        COUNTED.matcher(template).results().map((MatchResult found) -> found.group(1)).toList();

    assertThat(counted).hasSize(template.split("Type: AWS::CloudWatch::Alarm", -1).length - 1);
    assertThat(events()).containsAll(counted);
  }

  /** And one that is raised is explained to whoever has to do something. */
  @Test
  void each_alarm_is_explained() throws IOException {
    var operations = Files.readString(Project.file("docs/operations.md"));

    assertThat(
            Pattern.compile("(?m)^  (\\w+Alarm):$")
                .matcher(Files.readString(Project.file("template.yaml")))
                .results()
                .map((MatchResult found) -> found.group(1)))
        .hasSizeGreaterThan(3)
        .allSatisfy(alarm -> assertThat(operations).contains("| `" + alarm + "` |"));
  }

  private static Stream<String> events() {
    return Stream.of(Event.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .map(name -> name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }
}
