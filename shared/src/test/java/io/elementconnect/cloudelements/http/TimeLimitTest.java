package io.elementconnect.cloudelements.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitTest {
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void the_result_of_the_work_is_returned() throws Exception {
    assertThat(TimeLimit.call(Duration.ofSeconds(20), () -> "done")).isEqualTo("done");
  }

  @Test
  void a_failure_of_the_work_is_thrown_with_its_cause() {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() ->
            TimeLimit.call(
                Duration.ofSeconds(20),
                () -> {
                  throw new IOException("x");
                }))
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void work_that_takes_too_long_is_interrupted() throws InterruptedException {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> TimeLimit.call(Duration.ofMillis(50), this::sleep));

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_interrupted_caller_does_not_wait() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> TimeLimit.call(Duration.ofSeconds(20), this::sleep));

    assertThat(Thread.interrupted()).isFalse();
  }

  private String sleep() throws InterruptedException {
    try {
      Thread.sleep(Duration.ofMinutes(1));
      return "slept";
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }
}
