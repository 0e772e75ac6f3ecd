package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.elementconnect.local.faults.Effect;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

  @ParameterizedTest
  @MethodSource("needingTheWork")
  void what_changes_the_work_or_its_answer_cannot_come_before(Fault.Kind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault(CloudElementsRoute.CREATE_INSTANCE, kind, Effect.BEFORE, 1));
  }

  @ParameterizedTest
  @MethodSource("concerningInstances")
  void what_concerns_instances_happens_to_their_routes_alone(Fault.Kind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault(CloudElementsRoute.OAUTH_URL, kind, Effect.AFTER, 1));
  }

  @Test
  void less_than_once_is_no_fault() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Fault(CloudElementsRoute.OAUTH_URL, new Fault.Close(), Effect.AFTER, 0));
  }

  static Stream<Fault.Kind> needingTheWork() {
    return Stream.concat(Stream.of(new Fault.Cut(1), new Fault.Padded(1)), concerningInstances());
  }

  static Stream<Fault.Kind> concerningInstances() {
    return Stream.of(
        new Fault.Without(Fault.Without.Field.ID),
        new Fault.AnyCode(),
        new Fault.KeyRequired(),
        new Fault.OtherElement(),
        new Fault.Invalid(),
        new Fault.LateByListings(1),
        new Fault.LateByTime(Duration.ofSeconds(1)));
  }
}
