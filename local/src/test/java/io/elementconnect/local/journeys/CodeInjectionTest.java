package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.history.Store;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody has a code of their own, or somebody else's, and wants it spent where it does not belong
 * (RFC 9700, section 4.5), or wants the callback to say where it belongs.
 */
class CodeInjectionTest {
  private static final String SITE = "dt123.infusionsoft.com";
  private static final String OTHER_SITE = "dt364.infusionsoft.com";

  private final Scenario scenario = new Scenario();
  private final User mallory = User.unique(scenario.stack());
  private final Scenario.Attempt victims = scenario.begin();
  private final Scenario.Attempt mallorys = scenario.begin(mallory);

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  @Tag("R03")
  void the_attackers_whole_callback_in_the_victims_browser_connects_nothing() {
    var before = List.of(victims.item(), mallorys.item());

    var answer = mallorys.broughtBy(victims.browser(), mallorys.allowed());
    var completion = Provider.completionIn(answer);

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(gist(mallorys.complete(scenario.ann(), completion)))
        .isEqualTo("403 not_your_attempt");
    assertThat(gist(victims.complete(completion))).isEqualTo("400 bad_completion");
    assertThat(List.of(victims.item(), mallorys.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertVictimConnects();
  }

  @Test
  @Tag("R03")
  void the_attackers_code_with_the_victims_state_is_not_spent_for_the_attacker() {
    var callback = withStateOf(victims, mallorys.allowed());
    var before = victims.item();

    var answer = victims.broughtBy(mallorys.browser(), callback);

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(gist(victims.complete(mallory, Provider.completionIn(answer))))
        .isEqualTo("403 not_your_attempt");
    assertThat(victims.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertVictimConnects();
  }

  @Test
  @Tag("R03")
  void the_victims_code_with_the_attackers_state_is_not_spent_in_the_victims_browser() {
    var before = List.of(victims.item(), mallorys.item());

    var answer = mallorys.broughtBy(victims.browser(), withStateOf(mallorys, victims.allowed()));

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(List.of(victims.item(), mallorys.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertVictimConnects();
  }

  @Test
  @Tag("R03")
  void the_public_id_of_an_attempt_is_no_state() {
    var before = victims.item();
    var callback = victims.allowed().replace(victims.state(), victims.id());

    assertThat(gist(victims.broughtBy(victims.browser(), callback))).isEqualTo("404 page");

    assertThat(victims.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertVictimConnects();
  }

  @Test
  @Tag("R12")
  void a_code_of_another_account_is_never_sent() {
    var otherAccount = victims.allowed().replace(SITE, OTHER_SITE);
    var behindScopes = mallorys.allowed().replace(SITE, "full%7C" + OTHER_SITE);

    assertThat(gist(victims.back(otherAccount))).isEqualTo("303 failed");
    assertThat(gist(mallorys.complete(mallorys.completion(behindScopes))))
        .isEqualTo("409 wrong_account");

    assertThat(victims.problem()).isEqualTo("wrong_account");
    assertThat(scenario.posts()).isZero();
  }

  @Test
  @Tag("R53")
  void after_a_release_nobody_brings_another_code() {
    var callback = victims.allowed();
    var injected = withStateOf(victims, mallorys.allowed());
    scenario.stack().simulator().refuseConnections();
    assertThat(gist(victims.back(callback))).isEqualTo("503 page");
    scenario.heal();
    var before = victims.item();

    var answer = victims.broughtBy(mallorys.browser(), injected);

    assertThat(gist(answer)).isEqualTo("303 confirm");
    assertThat(gist(victims.complete(Provider.completionIn(answer)))).isEqualTo("409 other_code");
    assertThat(gist(victims.back(injected))).isEqualTo("303 pending");
    assertThat(victims.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(gist(victims.back(callback))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R11")
  void a_callback_that_names_tenant_user_element_and_target_is_not_believed() {
    var callback = victims.allowed() + claims();

    var answer = victims.back(callback);

    assertThat(answer.headers().firstValue("Location"))
        .hasValue(scenario.ann().returnUrl() + "?attempt=" + victims.id() + "&outcome=connected");
    assertBelongsToVictim();
  }

  @Test
  @Tag("R11")
  void a_completion_of_such_a_callback_is_not_believed_either() {
    var answer = victims.broughtBy(mallorys.browser(), victims.allowed() + claims());

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith(scenario.ann().returnUrl() + "?attempt=" + victims.id() + "&outcome=confirm#");
    assertThat(gist(victims.complete(Provider.completionIn(answer)))).isEqualTo("200 active");
    assertBelongsToVictim();
  }

  /** What an attacker would like to decide. */
  private String claims() {
    return "&tenantId="
        + mallory.tenant()
        + "&tenant="
        + mallory.tenant()
        + "&user=eve&userId=eve&sub=eve&element=evil&elementKey=evil&name=evil&tags=evil"
        + "&return_to=https%3A%2F%2Fevil.test&returnUrl=https%3A%2F%2Fevil.test"
        + "&redirect_uri=https%3A%2F%2Fevil.test&attempt="
        + mallorys.id()
        + "&attemptId="
        + mallorys.id()
        + "&outcome=denied&instance=1&instanceId=1&token=t&configuration=evil";
  }

  private void assertBelongsToVictim() {
    var stack = scenario.stack();
    assertThat(scenario.posts()).isEqualTo(1);
    assertThat(Upstream.taggedFor(stack, victims.id()))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.element()).isEqualTo("infusionsofterp");
          assertThat(entry.name()).isEqualTo("Acme's Infusionsoft");
          assertThat(entry.site()).isEqualTo(SITE);
          assertThat(entry.tags()).containsExactly("trial", "ec:local", "ec:local:" + victims.id());
        });
    assertThat(Store.instances(stack, scenario.ann().tenant())).hasSize(1);
    assertThat(Store.instances(stack, mallory.tenant())).isEmpty();
    assertThat(mallorys.status()).isEqualTo("pending");
  }

  private void assertVictimConnects() {
    assertThat(gist(victims.back(victims.allowed()))).isEqualTo("303 connected");
    assertThat(scenario.posts()).isEqualTo(1);
    assertThat(Store.instances(scenario.stack(), mallory.tenant())).isEmpty();
  }

  private static String withStateOf(Scenario.Attempt attempt, String callback) {
    return callback.replace(State.in(callback), attempt.state());
  }
}
