package io.elementconnect.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void every_code_is_snake_case() {
    assertThat(
            Stream.of(
                Failure.ACCESS_DENIED,
                Failure.DAMAGED,
                Failure.UNREACHABLE,
                Failure.OTHER_ELEMENT,
                Failure.refused(400),
                Failure.wrongAccount("a", "b")))
        .allMatch(problem -> problem.code().matches("[a-z]+(_[a-z]+)*"))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_refusal_reports_its_status() {
    assertThat(Failure.refused(404).detail()).contains("404");
    assertThat(Failure.refused(404, List.of("Key"))).isEqualTo(Failure.refused(404));
    assertThat(Failure.refused(400, List.of("Key", "Other")).detail())
        .endsWith("(status 400). What may be missing: Key, Other.");
  }

  @Test
  void the_wrong_account_is_reported_with_the_right_one() {
    assertThat(Failure.wrongAccount("dt123.infusionsoft.com", "dt364.infusionsoft.com").detail())
        .contains("dt123.infusionsoft.com", "dt364.infusionsoft.com");
  }
}
