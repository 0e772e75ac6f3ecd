package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 1 over HTTP: the browser that began the attempt comes back with its browser key. */
class SameBrowserTest {
  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final Browser browser = new Browser();

  @Test
  @Tag("R03")
  void allowing_connects_the_account() {
    var started = ann.start(browser);

    var answer = browser.get(Provider.allow(started.oauthUrl()));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains(ann.returnUrl() + "?attempt=" + started.attemptId() + "&outcome=connected");
    var attempt = User.json(ann.get("/attempts/" + started.attemptId()));
    assertThat(attempt.path("status").textValue()).isEqualTo("connected");
    var instance = ann.get("/instances/" + attempt.path("instanceId").longValue());
    assertThat(instance.statusCode()).isEqualTo(200);
    var metadata = User.json(instance);
    assertThat(metadata.path("name").textValue()).isEqualTo("Acme's Infusionsoft");
    assertThat(metadata.path("site").textValue()).isEqualTo("dt123.infusionsoft.com");
    assertThat(metadata.path("tags")).hasToString("[\"trial\"]");
    assertThat(User.json(ann.get("/instances")).path("items")).containsExactly(metadata);
  }

  @Test
  void the_instance_upstream_bears_our_tags() {
    var started = ann.start(browser);

    browser.get(Provider.allow(started.oauthUrl()));

    assertThat(Upstream.taggedFor(stack, started.attemptId()))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.tags())
                .containsExactly("trial", "ec:local", "ec:local:" + started.attemptId()));
  }

  @Test
  @Tag("R07")
  void a_repeated_callback_gets_the_stored_outcome() {
    var started = ann.start(browser);
    var callback = Provider.allow(started.oauthUrl());
    var first = browser.get(callback);

    var second = browser.get(callback);

    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(Upstream.taggedFor(stack, started.attemptId())).hasSize(1);
  }

  @Test
  void denying_ends_as_denied() {
    var started = ann.start(browser);

    var answer = browser.get(Provider.deny(started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=denied");
    var attempt = User.json(ann.get("/attempts/" + started.attemptId()));
    assertThat(attempt.path("status").textValue()).isEqualTo("denied");
    assertThat(attempt.path("problem").path("code").textValue()).isEqualTo("access_denied");
  }

  @Test
  void signing_in_to_another_account_sends_no_code() {
    var started = ann.start(browser);

    var answer = browser.get(Provider.allowAs("dt364.infusionsoft.com", started.oauthUrl()));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=failed");
    var problem = User.json(ann.get("/attempts/" + started.attemptId())).path("problem");
    assertThat(problem.path("code").textValue()).isEqualTo("wrong_account");
    assertThat(problem.path("detail").textValue())
        .contains("dt123.infusionsoft.com", "dt364.infusionsoft.com");
    assertThat(Upstream.taggedFor(stack, started.attemptId())).isEmpty();
  }

  @Test
  void two_attempts_of_one_browser_do_not_disturb_each_other() {
    var first = ann.start(browser);
    var key = browser.cookie("__Host-connect");
    var second = ann.start(browser);

    browser.get(Provider.allow(second.oauthUrl()));
    browser.get(Provider.allow(first.oauthUrl()));

    assertThat(browser.cookie("__Host-connect")).isEqualTo(key);
    assertThat(ann.status(first.attemptId())).isEqualTo("connected");
    assertThat(ann.status(second.attemptId())).isEqualTo("connected");
  }

  @Test
  void an_attempt_past_its_time_is_expired() {
    var started = ann.start(browser);
    var callback = Provider.allow(started.oauthUrl());
    Store.expire(stack, started.attemptId());

    var answer = browser.get(callback);

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("&outcome=expired");
    assertThat(ann.status(started.attemptId())).isEqualTo("expired");
    assertThat(Upstream.taggedFor(stack, started.attemptId())).isEmpty();
  }
}
