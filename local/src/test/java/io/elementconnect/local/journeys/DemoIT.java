package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.Machine;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person walks through the demo, in a real browser. */
class DemoIT {
  private final LocalStack stack = Stack.shared();
  private final String tenant = "tenant-" + UUID.randomUUID();
  private final String sameSite = stack.frontendUrl() + "/";
  private final String otherSite = sameSite.replace("localhost", "127.0.0.1");
  private final Chromium browser = Chromium.shared();

  @BeforeAll
  static void lookForBrowser() throws IOException {
    Machine.has(
        Chromium.isThere(),
        "DemoIT walks through the demo and needs Chromium and its driver on the path:"
            + " apt-get install chromium chromium-driver");
  }

  @AfterEach
  void startAfresh() {
    browser.forget();
  }

  @Test
  void on_the_apis_own_site_the_browser_is_the_proof() throws IOException {
    signIn(sameSite);
    assertThat(browser.text("#proof-name")).isEqualTo("Proof 1: the same browser");
    assertThat(browser.text("#no-instances")).startsWith("No account");
    assertThat(browser.picture("connect")).isZero();
    connect();
    assertThat(browser.picture("provider")).isZero();

    browser.click("button[value=allow]");

    var attemptId = connected(sameSite);
    assertThat(browser.text("#attempt-steps"))
        .contains("outcome=connected")
        .doesNotContain("completion");
    assertThat(browser.text("#calls")).doesNotContain("/complete");
    assertThat(Upstream.taggedFor(stack, attemptId)).hasSize(1);
    assertThat(browser.picture("connected-proof-1")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void on_another_site_the_user_is_the_proof() throws IOException {
    signIn(otherSite);
    assertThat(browser.text("#proof-name")).isEqualTo("Proof 2: the same user");
    connect();

    browser.click("button[value=allow]");

    var attemptId = connected(otherSite);
    assertThat(browser.text("#attempt-steps"))
        .contains("outcome=confirm", "completion with your token: status 200");
    assertThat(Upstream.taggedFor(stack, attemptId)).hasSize(1);
    assertThat(browser.picture("connected-proof-2")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoever_denies_is_told_so_and_nothing_is_connected() throws IOException {
    for (var site : new String[] {sameSite, otherSite}) {
      signIn(site);
      connect();

      browser.click("button[value=deny]");

      browser.see("#attempt-status[data-status=denied]");
      assertThat(browser.text("#attempt-text")).contains("Access to the account was not allowed");
      assertThat(browser.text("#no-instances")).startsWith("No account");
      assertThat(Upstream.taggedFor(stack, browser.text("#attempt-id"))).isEmpty();
    }
    assertThat(browser.picture("denied")).isZero();
  }

  @Test
  void a_connection_goes_on_when_its_user_signs_in() {
    signIn(otherSite);
    connect();
    var provider = browser.address();
    browser.open(otherSite);
    browser.click("#sign-out");
    browser.see("#sign-in");

    browser.open(provider + "&decision=allow");
    assertThat(browser.text("#notice")).startsWith("Sign in as the user who began");
    fillSignIn();

    connected(otherSite);
  }

  @Test
  @Tag("R27")
  void a_forged_outcome_is_not_believed() {
    signIn(sameSite);
    connect();
    var attemptId =
        io.elementconnect.attempts.State.parse(State.in(browser.address()))
            .orElseThrow()
            .attemptId()
            .value();

    browser.open(sameSite + "?attempt=" + attemptId + "&outcome=connected");

    browser.see("#attempt-status[data-status=pending]");
    assertThat(browser.text("#attempt-id")).isEqualTo(attemptId);
    assertThat(browser.text("#no-instances")).startsWith("No account");
  }

  @Test
  @Tag("R30")
  void a_scanner_that_opens_the_callback_spends_nothing() {
    var ann = User.unique(stack);
    var own = new Browser();
    var started = ann.start(own);
    var callback = Provider.allow(started.oauthUrl());

    for (int i = 0; i < 2; i++) {
      browser.open(callback);
      assertThat(browser.text("#notice")).startsWith("Sign in as the user who began");
    }

    assertThat(ann.status(started.attemptId())).isEqualTo("pending");
    assertThat(own.get(callback).headers().firstValue("Location").orElseThrow())
        .endsWith("outcome=connected");
    assertThat(Upstream.taggedFor(stack, started.attemptId())).hasSize(1);
  }

  @Test
  void wrong_input_is_named_and_kept() throws IOException {
    signIn(sameSite);
    browser.type("[name=server]", "infusionsoft.example.com");

    browser.click("#connect-form button");

    assertThat(browser.text("#notice li")).startsWith("configuration.infusionsoft.server ");
    assertThat(browser.value("[name=server][aria-invalid=true]"))
        .isEqualTo("infusionsoft.example.com");
    assertThat(browser.picture("wrong-input")).isZero();
  }

  @Test
  void an_instance_can_be_opened_again() {
    signIn(sameSite);
    connect();
    browser.click("button[value=allow]");
    connected(sameSite);
    browser.open(sameSite);

    browser.click("#instances button");

    assertThat(browser.text("#instance-name")).isEqualTo("Acme's Infusionsoft");
    assertThat(browser.text("#metadata")).contains("dt123.infusionsoft.com", "ann", "trial");
  }

  @Test
  void a_dead_end_is_a_page_that_can_be_read() throws IOException {
    browser.open(stack.apiUrl() + "/oauth/callback?code=a&state=" + "A".repeat(43));

    assertThat(browser.text("h1")).isNotEmpty();
    assertThat(browser.picture("dead-end")).isZero();
  }

  private void signIn(String site) {
    browser.open(site);
    fillSignIn();
  }

  private void fillSignIn() {
    browser.type("[name=tenant]", tenant);
    browser.click("#sign-in-form button");
    assertThat(browser.text("#account")).startsWith("ann of " + tenant);
    Canaries.plant(browser.script("return JSON.parse(sessionStorage.session).token").toString());
  }

  /** Presses Connect and waits for the provider's page. */
  private void connect() {
    browser.click("#connect-form button");
    browser.see("button[value=allow]");
    Canaries.plantParameters(browser.address(), "state");
  }

  /** Waits for the end and gives the attempt's id. */
  private String connected(String site) {
    browser.see("#attempt-status[data-status=connected]");
    assertThat(browser.text("#instance-name")).isEqualTo("Acme's Infusionsoft");
    assertThat(browser.text("#metadata")).contains("dt123.infusionsoft.com", "ann", "trial");
    assertThat(browser.address()).isEqualTo(site);
    return browser.text("#attempt-id");
  }
}
