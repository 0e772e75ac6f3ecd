package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InvocationContextTest {

  @Test
  void the_remaining_time_runs_down_to_zero() {
    var now = new AtomicReference<>(TestGateway.NOON);
    var context = context(TestGateway.NOON.plusMillis(1500), now);

    assertThat(context.getRemainingTimeInMillis()).isEqualTo(1500);
    now.set(TestGateway.NOON.plusMillis(1499));
    assertThat(context.getRemainingTimeInMillis()).isEqualTo(1);
    now.set(TestGateway.NOON.plusMillis(1600));
    assertThat(context.getRemainingTimeInMillis()).isZero();
  }

  private static InvocationContext context(Instant deadline, AtomicReference<Instant> now) {
    return new InvocationContext("id", "pets", "$LATEST", "arn", deadline, now::get);
  }
}
