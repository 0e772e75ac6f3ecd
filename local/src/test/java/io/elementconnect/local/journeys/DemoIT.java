package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.Machine;
import java.io.IOException;
import java.util.List;
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
  @Tag("long")
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
  @Tag("long")
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
  @Tag("long")
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

    var message = browser.text("#notice li");
    assertThat(message).startsWith("Infusionsoft server is not acceptable");
    assertThat(browser.value("[name=server][aria-invalid=true]"))
        .isEqualTo("infusionsoft.example.com");
    assertThat(browser.text("#server-error")).isEqualTo(message);
    assertThat(browser.picture("wrong-input")).isZero();
  }

  @Test
  void the_focus_goes_to_the_errors_and_from_there_to_the_field() {
    signIn(sameSite);
    browser.type("[name=server]", "infusionsoft.example.com");
    browser.type("[name=tags]", "fine, a:b");
    browser.click("#connect-form button");
    browser.see("#notice li");
    assertThat(focus()).isEqualTo("notice");

    browser.click("#notice a[href='#server']");

    assertThat(focus()).isEqualTo("server");
    assertThat(browser.address()).isEqualTo(sameSite);
    assertThat(description("server")).isEqualTo(browser.text("#notice a[href='#server']"));
    assertThat(description("tags")).isEqualTo(browser.text("#notice a[href='#tags']"));
    assertThat(description("key")).startsWith("Keap gives no new encrypted keys");
    assertThat(browser.script("return document.querySelectorAll('[aria-invalid]').length"))
        .isEqualTo(2L);
  }

  @Test
  @Tag("long")
  void what_was_corrected_is_no_longer_marked() {
    signIn(sameSite);
    browser.type("[name=server]", "infusionsoft.example.com");
    browser.click("#connect-form button");
    browser.see("#server-error");
    browser.type("[name=server]", "dt123.infusionsoft.com");
    browser.type("[name=tags]", "a:b");

    browser.click("#connect-form button");

    browser.see("#tags-error");
    assertThat(description("server")).isEmpty();
    assertThat(browser.script("return document.getElementById('server').ariaInvalid"))
        .isEqualTo("");
    assertThat(focus()).isEqualTo("notice");
  }

  @Test
  void an_error_names_the_label_where_there_is_one() {
    signIn(sameSite);

    var items =
        browser.script(
            """
            const { showErrors } = await import("/errors.js");
            const items = showErrors(document.getElementById("connect-form"), [
              { field: "configuration.infusionsoft.server", label: "Infusionsoft server", reason: "is wrong" },
              { field: "returnUrl", reason: "is not allowed" },
              { field: "tags[0]", reason: "is long" },
              { field: "tags[2]", reason: "is empty" },
            ]);
            return items.map((item) => item.innerHTML);\
            """);

    assertThat(items)
        .isEqualTo(
            List.of(
                "<a href=\"#server\">Infusionsoft server is wrong</a>",
                "returnUrl is not allowed",
                "<a href=\"#tags\">tags[0] is long</a>",
                "<a href=\"#tags\">tags[2] is empty</a>"));
    assertThat(description("tags")).isEqualTo("tags[0] is long; tags[2] is empty");
    assertThat(description("server")).isEqualTo("Infusionsoft server is wrong");
  }

  @Test
  void the_encrypted_key_may_be_left_empty() {
    signIn(sameSite);

    assertThat(browser.script("return document.getElementById('key').required")).isEqualTo(false);
    assertThat(browser.text("#key-help")).contains("leave this empty if you have none");
  }

  @Test
  void a_person_reads_how_long_settling_can_take() {
    browser.open(sameSite);

    assertThat(explanationSettling("new Date(Date.now() + 539_000).toISOString()"))
        .contains("This can take up to 9 minutes. You may close this window.");
    assertThat(explanationSettling("new Date(Date.now() + 59_000).toISOString()"))
        .contains("This can take up to 1 minute. You may close this window.");
    assertThat(explanationSettling("new Date(Date.now() - 1).toISOString()"))
        .contains("You may close this window.")
        .doesNotContain("minute");
    assertThat(explanationSettling("undefined"))
        .contains("You may close this window.")
        .doesNotContain("minute");
  }

  /**
   * Without a stated time the pause grows from one second; a date, which the API never sends, is no
   * number of seconds.
   */
  @Test
  void the_page_asks_again_when_the_api_says_so() {
    signIn(sameSite);

    var waits =
        browser.script(
            """
            const { follow } = await import("/attempt.js");
            const { Api } = await import("/api.js");
            const { remember } = await import("/memory.js");
            const retryAfter = [null, "7", null, "40", "Fri, 27 Nov 2026 20:00:00 GMT", null];
            const statuses = [200, 200, 503, 429, 200, 200];
            const waits = [];
            window.setTimeout = (wake, milliseconds) => (waits.push(milliseconds), wake());
            window.fetch = async () => {
              const header = retryAfter.shift();
              const status = retryAfter.length ? "settling" : "connected";
              return new Response(JSON.stringify({ status, settlesBy: "2026-11-27T20:00:00Z" }),
                  { status: statuses.shift(), headers: header ? { "Retry-After": header } : {} });
            };
            remember("attempt", { id: "a", steps: [], status: "pending" });
            await follow(new Api("", () => {}), () => {});
            return waits;\
            """);

    assertThat(waits).isEqualTo(List.of(1000L, 7000L, 2250L, 40_000L, 5062.5));
  }

  @Test
  @Tag("long")
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

  private Object focus() {
    return browser.script("return document.activeElement.id");
  }

  /** What a screen reader adds to a field's name. */
  private String description(String id) {
    return browser
        .script(
            """
            const ids = document.getElementById("%s").getAttribute("aria-describedby") ?? "";
            return ids.split(" ").filter(Boolean).map((id) => document.getElementById(id).textContent).join(" ");\
            """
                .formatted(id))
        .toString();
  }

  private String explanationSettling(String settlesBy) {
    return browser
        .script(
            """
            const { explanation } = await import("/texts.js");
            return explanation({ status: "settling", settlesBy: %s });\
            """
                .formatted(settlesBy))
        .toString();
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
