package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The seed's element without the encrypted key that Keap gives to no new app. */
class OptionalKeyTest {
  private static final Fault INSISTING =
      new Fault(CloudElementsRoute.CREATE_INSTANCE, new Fault.KeyRequired(), Effect.AFTER, 1);

  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final Browser browser = new Browser();

  @AfterEach
  void forgetFaults() {
    stack.simulator().heal();
  }

  @Test
  void an_account_is_connected_without_it() {
    var attemptId = connect();

    assertThat(ann.status(attemptId)).isEqualTo("connected");
  }

  @Test
  void where_it_is_required_the_failure_says_that_it_may_be_missing() {
    stack.simulator().fault(INSISTING);

    var attemptId = connect();

    var problem = User.json(ann.get("/attempts/" + attemptId)).path("problem");
    assertThat(problem.path("code").textValue()).isEqualTo("cloud_elements_refused");
    assertThat(problem.path("detail").textValue())
        .endsWith("What may be missing: Infusionsoft encrypted key.");
  }

  private String connect() {
    var configuration =
        Map.of(
            "infusionsoft.server", "dt123.infusionsoft.com",
            "infusionsoft.private.key", "");
    var started = User.json(ann.start(browser, ann.body(Map.of("configuration", configuration))));
    var callback = Provider.allow(started.path("oauthUrl").textValue());
    assertThat(browser.get(callback).statusCode()).isEqualTo(303);
    return started.path("attemptId").textValue();
  }
}
