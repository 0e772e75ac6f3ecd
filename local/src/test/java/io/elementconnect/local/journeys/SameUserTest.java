package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Store;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Proof 2 over HTTP: the callback comes without a browser key, and the attempt's own user completes
 * it.
 */
class SameUserTest {
  private final LocalStack stack = Stack.shared();
  private final String tenant = "tenant-" + UUID.randomUUID();
  private final User ann = new User(stack, tenant, "ann");
  private final User.Started started = ann.start(new Browser());

  @Test
  @Tag("R03")
  void another_browser_is_handed_a_completion_and_nothing_changes() {
    var before = Store.attempt(stack, started.attemptId());

    var location = Provider.callback(Provider.allow(started.oauthUrl()));

    assertThat(location)
        .startsWith(
            ann.returnUrl() + "?attempt=" + started.attemptId() + "&outcome=confirm#completion=")
        .doesNotContain("code=", "state=");
    assertThat(Store.attempt(stack, started.attemptId())).isEqualTo(before);
    assertThat(Upstream.taggedFor(stack, started.attemptId())).isEmpty();
  }

  @Test
  @Tag("R03")
  void its_own_user_completes_the_attempt() {
    var completion = Provider.completion(Provider.allow(started.oauthUrl()));

    var answer = ann.complete(started.attemptId(), completion);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(User.json(answer).path("attemptId").textValue()).isEqualTo(started.attemptId());
    assertThat(ann.status(started.attemptId())).isEqualTo("connected");
  }

  @Test
  void completing_again_answers_the_same() {
    var completion = Provider.completion(Provider.allow(started.oauthUrl()));
    var first = ann.complete(started.attemptId(), completion);

    var second = ann.complete(started.attemptId(), completion);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(User.json(second)).isEqualTo(User.json(first));
    assertThat(Upstream.taggedFor(stack, started.attemptId())).hasSize(1);
  }

  @Test
  @Tag("R03")
  void a_denial_is_completed_as_a_denial() {
    var completion = Provider.completion(Provider.deny(started.oauthUrl()));

    var answer = ann.complete(started.attemptId(), completion);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(User.json(answer).path("code").textValue()).isEqualTo("access_denied");
    assertThat(ann.status(started.attemptId())).isEqualTo("denied");
  }

  @Test
  void an_attempt_past_its_time_hands_out_no_completion() {
    var callback = Provider.allow(started.oauthUrl());
    Store.expire(stack, started.attemptId());

    assertThat(Provider.callback(callback)).endsWith("&outcome=expired");
  }
}
