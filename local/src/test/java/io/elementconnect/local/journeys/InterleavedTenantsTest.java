package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions that serve many tenants at the same moment give each its own. */
@Tag("R59")
class InterleavedTenantsTest {
  private static final int USERS_OF_A_TENANT = 10;
  private static final int ROUNDS = 10;
  // More would not all be accepted by the server of the local gateway.
  private static final int AT_A_TIME = 100;
  private static final long SEED = 59;

  private final LocalStack stack = Stack.shared();
  private final List<Member> members =
      List.of(tenant("Acme"), tenant("Globex")).stream().flatMap(List::stream).toList();

  /** A user with a pending attempt, in a tenant with one instance. */
  private record Member(User user, String account, String attemptId, String stranger) {}

  @Test
  void a_thousand_requests_a_hundred_at_a_time_do_not_mix() {
    var requests = new ArrayList<Callable<HttpResponse<String>>>();
    for (int round = 0; round < ROUNDS; round++) {
      members.forEach(member -> requests.addAll(requests(member)));
    }
    Collections.shuffle(requests, new Random(SEED));

    assertThat(requests).hasSize(1_000);
    for (int from = 0; from < requests.size(); from += AT_A_TIME) {
      Scenario.together(requests.subList(from, from + AT_A_TIME));
    }
  }

  /** Each checks its own answer. */
  private List<Callable<HttpResponse<String>>> requests(Member member) {
    var user = member.user();
    return List.of(
        () -> {
          var answer = user.get("/attempts/" + member.attemptId());
          assertThat(User.json(answer).path("attemptId").textValue()).isEqualTo(member.attemptId());
          return answer;
        },
        () -> {
          var answer = user.get("/attempts/" + member.stranger());
          assertThat(gist(answer)).isEqualTo("404 unknown_attempt");
          return answer;
        },
        () -> {
          var answer = user.get("/instances");
          assertThat(User.json(answer).path("items").findValuesAsText("name"))
              .contains(member.account())
              .allMatch(name -> !name.startsWith("Account") || name.equals(member.account()));
          return answer;
        },
        () -> {
          var answer = user.start(new Browser(), user.body(Map.of(member.attemptId(), "a")));
          assertThat(User.json(answer).path("detail").textValue())
              .isEqualTo(member.attemptId() + " is not known.");
          return answer;
        },
        () -> {
          var answer = user.complete(member.attemptId(), "bent");
          assertThat(gist(answer)).isEqualTo("400 bad_completion");
          assertThat(User.json(answer).path("attemptId").textValue()).isEqualTo(member.attemptId());
          return answer;
        });
  }

  private List<Member> tenant(String name) {
    var account = "Account of " + name;
    var first = User.unique(stack);
    connect(first, account);
    var users =
        IntStream.range(0, USERS_OF_A_TENANT)
            .mapToObj(number -> new User(stack, first.tenant(), "user-" + number))
            .toList();
    var stranger = User.unique(stack).start(new Browser()).attemptId();
    return users.stream()
        .map(user -> new Member(user, account, user.start(new Browser()).attemptId(), stranger))
        .toList();
  }

  private static void connect(User user, String account) {
    var browser = new Browser();
    var started = User.json(user.start(browser, user.body(Map.of("name", account))));
    var back = browser.get(Provider.allow(started.path("oauthUrl").textValue()));
    assertThat(gist(back)).isEqualTo("303 connected");
  }
}
