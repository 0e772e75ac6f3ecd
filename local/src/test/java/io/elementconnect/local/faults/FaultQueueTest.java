package io.elementconnect.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultQueueTest {
  private final FaultQueue<String, String> faults = new FaultQueue<>();

  @Test
  void faults_come_in_the_order_of_their_setting_and_as_often_as_asked() {
    faults.add("route", "first", 2);
    faults.add("route", "second", 1);
    faults.add("other", "third", 1);

    assertThat(faults.take("route")).hasValue("first");
    assertThat(faults.take("route")).hasValue("first");
    assertThat(faults.take("route")).hasValue("second");
    assertThat(faults.take("route")).isEmpty();
    assertThat(faults.take("other")).hasValue("third");
  }

  @Test
  void what_is_still_to_come_can_be_seen() {
    faults.add("route", "first", 2);
    faults.add("other", "second", 1);

    faults.take("route");

    assertThat(faults.waiting())
        .containsExactlyInAnyOrder(
            new FaultQueue.Waiting<>("first", 1), new FaultQueue.Waiting<>("second", 1));
  }

  @Test
  void nothing_waits_after_a_clear() {
    faults.add("route", "first", 2);

    faults.clear();

    assertThat(faults.take("route")).isEmpty();
  }

  @Test
  void less_than_once_is_no_fault() {
    assertThatThrownBy(() -> faults.add("route", "first", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
