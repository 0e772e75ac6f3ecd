package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.elementconnect.local.template.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final BlockingQueue<String> INPUTS = new LinkedBlockingQueue<>();

  @AutoClose private final TestGateway gateway = TestGateway.start(TestGateway.api(Failing.class));

  SchedulerTest() throws IOException {}

  /** Notes what it is invoked with, and fails. */
  public static final class Failing implements RequestStreamHandler {
    public Failing(Map<String, String> environment) {}

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      INPUTS.add(new String(input.readAllBytes(), StandardCharsets.UTF_8));
      throw new IOException("as it happens");
    }
  }

  @Test
  void a_function_is_invoked_again_and_again_whatever_becomes_of_it() throws Exception {
    var schedule = new Schedule("FailingFunction", Duration.ofMillis(20), "{\"a\":1}");
    gateway.gateway().run(List.of(schedule));

    for (int time = 0; time < 3; time++) {
      assertThat(INPUTS.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void a_schedule_of_no_function_is_refused() {
    var schedules = List.of(new Schedule("OtherFunction", Duration.ofDays(1), "{}"));

    assertThatThrownBy(() -> gateway.gateway().run(schedules))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
