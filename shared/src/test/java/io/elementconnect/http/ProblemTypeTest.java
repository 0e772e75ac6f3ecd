package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.attempts.Failure;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

  @Test
  void codes_and_titles_are_unique() {
    assertThat(ProblemType.values()).extracting(ProblemType::code).doesNotHaveDuplicates();
    assertThat(ProblemType.values()).extracting(ProblemType::title).doesNotHaveDuplicates();
  }

  @Test
  void every_failure_of_an_attempt_has_a_type_with_its_code() {
    assertThat(failures())
        .hasSizeGreaterThan(10)
        .allSatisfy(failure ->
            assertThat(Problem.of(failure).toJson())
                .containsEntry("code", failure.code())
                .containsEntry("status", 409)
                .containsEntry("detail", failure.detail()));
  }

  @Test
  void a_failure_with_another_code_is_an_internal_error() {
    assertThatThrownBy(() -> ProblemType.of(new Failure("no_such_code", "Detail.")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_such_code");
  }

  private static List<Failure> failures() {
    var constants =
        Arrays.stream(Failure.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(field -> {
              try {
                return (Failure) field.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            });
    return Stream.concat(
            constants, Stream.of(Failure.refused(400), Failure.wrongAccount("one", "other")))
        .toList();
  }
}
