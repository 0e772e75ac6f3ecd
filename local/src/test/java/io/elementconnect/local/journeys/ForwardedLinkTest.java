package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.url.Query;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody begins an attempt and sends the link to a victim, or somebody meddles with the attempt
 * of another: two browsers, and an account counts only for the person who began.
 */
@Tag("R03")
class ForwardedLinkTest {
  private static final int MANY = 100;

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt forwarded = scenario.begin();
  // Of the same name as the one who began, in another tenant.
  private final User victim = User.unique(scenario.stack());
  private final Browser victimsBrowser = new Browser();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void a_victim_who_allows_connects_nothing_to_the_one_who_sent_the_link() {
    var before = forwarded.item();

    var answer = forwarded.broughtBy(victimsBrowser, forwarded.allowed());
    var handedIn = forwarded.complete(victim, Provider.completionIn(answer));

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(gist(handedIn)).isEqualTo("403 not_your_attempt");
    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @Test
  void a_colleague_of_the_one_who_sent_the_link_is_a_victim_too() {
    var before = forwarded.item();
    var colleague = new User(scenario.stack(), scenario.ann().tenant(), "bob");

    var answer = forwarded.broughtBy(victimsBrowser, forwarded.allowed());
    var handedIn = forwarded.complete(colleague, Provider.completionIn(answer));

    assertThat(gist(handedIn)).isEqualTo("403 not_your_attempt");
    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @Test
  void a_victim_with_an_attempt_of_their_own_connects_only_that() {
    var own = scenario.begin(victim);
    var before = List.of(forwarded.item(), own.item());

    // The link was opened in two tabs.
    for (int tab = 1; tab <= 2; tab++) {
      var answer = forwarded.broughtBy(own.browser(), forwarded.allowed());
      assertThat(gist(answer)).isEqualTo("303 confirm");
      assertThat(gist(own.complete(Provider.completionIn(answer)))).isEqualTo("400 bad_completion");
    }

    assertThat(List.of(forwarded.item(), own.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(gist(own.back(own.allowed()))).isEqualTo("303 connected");
    assertThat(forwarded.status()).isEqualTo("pending");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R25")
  void what_is_seen_of_the_victims_way_back_cannot_be_used_by_the_one_who_sent_the_link() {
    var callback = forwarded.allowed();
    var answer = forwarded.broughtBy(victimsBrowser, callback);
    var before = forwarded.item();

    // What servers and their logs see of a URL ends where the fragment begins.
    var seen = location(answer).replaceFirst("#.*", "");

    assertThat(seen)
        .isEqualTo(scenario.ann().returnUrl() + "?attempt=" + forwarded.id() + "&outcome=confirm");
    assertThat(gist(forwarded.complete(forwarded.id()))).isEqualTo("400 bad_completion");
    assertThat(gist(forwarded.complete(forwarded.state()))).isEqualTo("400 bad_completion");
    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  @Test
  @Tag("R07")
  void a_callback_that_has_counted_is_of_no_use_to_another_browser() {
    var own = scenario.begin(victim);
    var callback = own.allowed();
    own.back(callback);
    var before = own.item();

    for (int time = 1; time <= 5; time++) {
      var answer = own.broughtBy(forwarded.browser(), callback);
      assertThat(gist(answer)).isEqualTo("303 confirm");
      var completion = Provider.completionIn(answer);
      assertThat(gist(own.complete(scenario.ann(), completion))).isEqualTo("403 not_your_attempt");
      assertThat(gist(forwarded.complete(completion))).isEqualTo("400 bad_completion");
    }

    assertThat(own.item()).isEqualTo(before);
    assertThat(gist(own.back(callback))).isEqualTo("303 connected");
    assertThat(forwarded.status()).isEqualTo("pending");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R08")
  void a_hundred_strangers_with_codes_of_their_own_block_nobody() {
    var before = forwarded.item();

    for (int i = 0; i < MANY; i++) {
      var answer = forwarded.broughtBy(new Browser(), callback("code=foreign-code-" + i));
      assertThat(gist(answer)).isEqualTo("303 confirm");
    }

    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(gist(forwarded.back(forwarded.allowed()))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R30")
  void a_scanner_that_opens_the_callback_twice_spends_nothing() {
    var callback = forwarded.allowed();
    var before = forwarded.item();
    var scanner = new Browser();

    assertThat(gist(forwarded.broughtBy(scanner, callback))).isEqualTo("303 confirm");
    assertThat(gist(forwarded.broughtBy(scanner, callback))).isEqualTo("303 confirm");

    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(gist(forwarded.complete(forwarded.completion(callback)))).isEqualTo("200 active");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R08")
  void nobody_else_can_deny() {
    var before = forwarded.item();

    var byVictim = forwarded.broughtBy(victimsBrowser, forwarded.denied());
    var invented = forwarded.broughtBy(new Browser(), callback("error=server_error"));

    for (var answer : List.of(byVictim, invented)) {
      assertThat(gist(answer)).isEqualTo("303 confirm");
      assertThat(gist(forwarded.complete(victim, Provider.completionIn(answer))))
          .isEqualTo("403 not_your_attempt");
    }
    assertThat(forwarded.item()).isEqualTo(before);
    assertThat(gist(forwarded.back(forwarded.allowed()))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  private String callback(String answer) {
    return scenario.stack().apiUrl()
        + "/oauth/callback?"
        + answer
        + "&scope="
        + Query.encode("dt123.infusionsoft.com")
        + "&state="
        + forwarded.state();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
