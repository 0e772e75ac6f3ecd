package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alarm on an event that nobody records would never be raised, or always. */
class AlarmsTest {
  private static final Map<String, Node> ALARMS =
      Parts.ofType(YamlFile.read(Project.file("template.yaml")), "AWS::CloudWatch::Alarm");

  @Test
  void each_alarm_counts_an_event_of_the_journal() {
    var counted =
        ALARMS.values().stream()
            .flatMap(alarm -> Parts.items(alarm, "Properties", "Dimensions").stream())
            .filter(dimension -> Parts.written(dimension, "Name").equals("event"))
            .map(dimension -> Parts.written(dimension, "Value"))
            .toList();

    assertThat(counted).hasSameSizeAs(ALARMS.keySet());
    assertThat(events()).containsAll(counted);
  }

  @Test
  void each_event_has_a_name_of_its_own() {
    assertThat(events()).hasSize(24).doesNotHaveDuplicates();
  }

  /** And one that is raised is explained to whoever has to do something. */
  @Test
  void each_alarm_is_explained() throws IOException {
    var operations = Files.readString(Project.file("docs/operations.md"));

    assertThat(ALARMS.keySet())
        .hasSizeGreaterThan(3)
        .allSatisfy(alarm -> assertThat(operations).contains("| `" + alarm + "` |"));
  }

  /** The names that the events state, whatever their classes are called. */
  private static List<String> events() {
    return Stream.of(Event.class.getPermittedSubclasses())
        .flatMap(group -> Stream.of(group.getPermittedSubclasses()))
        .map(AlarmsTest::statedName)
        .toList();
  }

  private static String statedName(Class<?> event) {
    try {
      return (String) event.getField("NAME").get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(event + " states no name", e);
    }
  }
}
