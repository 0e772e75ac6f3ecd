package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute),PT1M",
    "rate(5 minutes),PT5M",
    "rate(2 hours),PT2H",
    "rate(1 day),P1D"
  })
  void a_rate_is_a_time_between_two(String expression, Duration every) {
    assertThat(read("ScheduleV2", expression).schedules())
        .containsExactly(new Schedule("Function", every, "{\"a\": 1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate(0 minutes)", "rate(1 week)", "cron(0 12 * * ? *)", "1 minute"})
  void another_expression_is_refused(String expression) {
    assertThatThrownBy(() -> read("ScheduleV2", expression))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("ScheduleExpression: must be rate(<number> minutes, hours or days)");
  }

  @Test
  void a_rule_is_refused() {
    assertThatThrownBy(() -> read("Schedule", "rate(1 day)"))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("Type: rules are not run here: use ScheduleV2");
  }

  private Template read(String type, String expression) {
    return SmallTemplate.read(
        directory,
        """
              Events:
                Regular:
                  Type: %s
                  Properties:
                    ScheduleExpression: %s
                    Input: '{"a": 1}'
        """
            .formatted(type, expression));
  }
}
