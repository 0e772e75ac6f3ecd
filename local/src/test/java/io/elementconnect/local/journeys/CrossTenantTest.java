package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.attempts.Caller;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Secrets;
import io.elementconnect.local.history.Store;
import io.elementconnect.url.Query;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One tenant wants to see, or to use, what is another's. */
class CrossTenantTest {
  private static final String TOKEN_FUNCTION = "local-instance-token";

  // What the gateway and the server say of this one answer.
  private static final List<String> OF_THE_REQUEST =
      List.of("x-request-id", "apigw-requestid", "date");

  private final Scenario scenario = new Scenario();
  private final LocalStack stack = scenario.stack();
  private final User ann = scenario.ann();
  private final User eve = User.unique(stack);
  private final Scenario.Attempt anns = scenario.begin(ann);
  private final Scenario.Attempt eves = scenario.begin(eve);

  @BeforeEach
  void both_are_connected() {
    assertThat(gist(anns.back(anns.allowed()))).isEqualTo("303 connected");
    assertThat(gist(eves.back(eves.allowed()))).isEqualTo("303 connected");
  }

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  @Tag("R39")
  void what_is_another_tenants_and_what_does_not_exist_are_answered_alike() {
    var nowhere = "/instances/" + (eves.instance() + 1_000_000);
    var noAttempt = "/attempts/" + anns.id().substring(1) + "A";

    assertAlike(eve.get("/instances/" + anns.instance()), eve.get(nowhere));
    assertAlike(eve.get("/attempts/" + anns.id()), eve.get(noAttempt));
    assertThat(eve.get("/instances/" + eves.instance()).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("R39")
  void a_colleague_sees_the_instance_and_not_the_attempt() {
    var bob = new User(stack, ann.tenant(), "bob");

    assertThat(bob.get("/instances/" + anns.instance()).statusCode()).isEqualTo(200);
    assertAlike(
        bob.get("/attempts/" + anns.id()), bob.get("/attempts/" + anns.id().substring(1) + "A"));
  }

  @Test
  @Tag("R39")
  void a_cursor_of_another_tenant_is_only_a_position() {
    for (var position : List.of(anns.instance() - 1, anns.instance(), 1L)) {
      var page = eve.get("/instances?limit=100&cursor=" + position);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(User.json(page).path("items"))
          .extracting(item -> item.path("id").longValue())
          .containsExactly(eves.instance());
    }
    assertThat(User.json(eve.get("/instances?cursor=" + eves.instance())).path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor=T%3AI",
        "cursor=T%23I",
        "cursor=T%7CI",
        "cursor=T%00I",
        "cursor=J",
        "cursor=I&cursor=I",
        "cursor=I%20",
        "cursor=0",
        "cursor=-1",
        "cursor=9999999999999999999999",
        "cursor=",
        "tenant=T",
        "cursor=I&tenant=T",
        "cursor=I&limit=1&limit=1"
      })
  @Tag("R39")
  void a_forged_cursor_shows_nothing(String form) {
    var id = Long.toString(anns.instance());
    var json =
        "{\"tenant\":{\"S\":\"%s\"},\"instanceId\":{\"N\":\"%s\"}}".formatted(ann.tenant(), id);
    var query =
        form.replace("T", ann.tenant())
            .replace("I", id)
            .replace(
                "J", Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8)));

    var answer = eve.get("/instances?" + query);

    assertThat(gist(answer)).isEqualTo("400 invalid_request");
  }

  @Test
  @Tag("R39")
  void ids_that_reach_into_another_partition_find_nothing() {
    var id = anns.instance();

    for (var forged :
        List.of(
            ann.tenant() + "/" + id,
            ann.tenant() + "#" + id,
            id + "?tenant=" + ann.tenant(),
            "0" + id,
            "+" + id,
            id + ".0",
            "link#" + anns.id(),
            "starts#" + new Caller(ann.tenant(), ann.name()).hash())) {
      assertThat(eve.get("/instances/" + Query.encode(forged)).statusCode())
          .as(forged)
          .isEqualTo(404);
      assertThat(eve.get("/attempts/" + Query.encode(forged)).statusCode())
          .as(forged)
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant=T", "tenantId=T", "tenant=T&user=U", "tenant=T&sub=U", "org=T"})
  @Tag("R39")
  void a_query_names_no_other_tenant_or_user(String form) {
    var query = "?" + form.replace("T", ann.tenant()).replace("U", ann.name());
    var pending = scenario.begin(ann);
    var completion = pending.completion(pending.allowed());

    assertThat(gist(eve.get("/instances/" + anns.instance() + query)))
        .isEqualTo("404 unknown_instance");
    assertThat(gist(eve.get("/instances" + query))).isEqualTo("400 invalid_request");
    assertThat(gist(eve.get("/attempts/" + anns.id() + query))).isEqualTo("404 unknown_attempt");
    assertThat(
            gist(
                posted(
                    "/attempts/" + pending.id() + "/complete" + query,
                    "{\"completion\":\"" + completion + "\"}")))
        .isEqualTo("403 not_your_attempt");
    assertThat(pending.posts()).isZero();
    var started =
        posted("/elements/infusionsofterp/oauth/url" + query, eve.body(Map.of("name", "Eve's")));
    var item = Store.attempt(stack, User.json(started).path("attemptId").textValue());
    assertThat(Store.text(item, "tenant")).isEqualTo(eve.tenant());
  }

  @Test
  @Tag("R40")
  void metadata_has_these_keys_and_no_others() {
    var instance = User.json(ann.get("/instances/" + anns.instance()));
    var attempt = User.json(ann.get("/attempts/" + anns.id()));

    assertThat(names(instance))
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "element",
            "tags",
            "site",
            "status",
            "createdAt",
            "createdBy",
            "attemptId",
            "nextSteps");
    assertThat(names(instance.path("element"))).containsExactlyInAnyOrder("key", "name", "hub");
    assertThat(names(attempt))
        .isSubsetOf(
            "attemptId", "element", "status", "instanceId", "problem", "createdAt", "expiresAt");
  }

  @Test
  @Tag("R41")
  void no_route_gives_anybody_a_token() {
    var secrets = Secrets.of(stack.simulator().ledger().secrets());
    var bob = new User(stack, ann.tenant(), "bob");

    for (var caller : List.of(ann, bob, eve)) {
      var id = anns.instance();
      var requests =
          Stream.concat(
              ProtectedRoutes.of(ann, anns.id(), id),
              Stream.of(
                      "/instances/" + id + "/token",
                      "/instances/" + id + "?include=token",
                      "/instance-token",
                      "/2015-03-31/functions/" + TOKEN_FUNCTION + "/invocations")
                  .map(ann::request));
      assertThat(requests)
          .allSatisfy(request -> {
            var answer =
                new Browser().send(request.setHeader("Authorization", "Bearer " + caller.token()));
            assertThat(secrets.standIn(answer.headers().map() + answer.body())).isFalse();
          });
    }
    assertThat(scenario.posts()).isEqualTo(2);
  }

  @Test
  @Tag("R41")
  void the_token_is_given_for_its_own_tenant_alone() {
    assertThat(token(ann.tenant(), anns.instance()).path("token").asText()).isNotEmpty();

    for (var tenant :
        List.of(
            eve.tenant(),
            "",
            "*",
            ann.tenant().toUpperCase(Locale.ROOT),
            ann.tenant() + " ",
            ann.tenant().substring(0, 10))) {
      var answer = token(tenant, anns.instance());
      assertThat(answer.path("code").textValue()).isIn("unknown_instance", "invalid_request");
      assertThat(answer.has("token")).isFalse();
    }
  }

  @Test
  @Tag("R34")
  void a_sealed_token_in_the_row_of_another_tenant_does_not_open() {
    var item = row(eve, eves);
    item.put("token", row(ann, anns).get("token"));

    assertDamaged(eve.tenant(), eves.instance(), item);
  }

  @Test
  @Tag("R34")
  void a_sealed_token_in_another_row_of_the_same_tenant_does_not_open() {
    var second = scenario.begin(ann);
    second.back(second.allowed());
    var whole = row(ann, second);
    var item = new HashMap<>(whole);
    item.put("token", row(ann, anns).get("token"));

    assertDamaged(ann.tenant(), second.instance(), item);

    // With the attempt's id too, only the instance's id tells them apart.
    item.put("attemptId", AttributeValue.fromS(anns.id()));
    assertDamaged(ann.tenant(), second.instance(), item);
    Store.putInstance(stack, whole);
  }

  @Test
  @Tag("R34")
  void a_whole_row_that_was_copied_to_another_tenant_does_not_open() {
    var thief = User.unique(stack);
    var item = row(ann, anns);
    item.put("tenant", AttributeValue.fromS(thief.tenant()));

    assertDamaged(thief.tenant(), anns.instance(), item);
  }

  @Test
  @Tag("R34")
  void a_sealed_token_with_one_bit_flipped_anywhere_does_not_open() {
    var whole = row(ann, anns);
    var bytes = Base64.getUrlDecoder().decode(Store.text(whole, "token"));

    for (int at : new int[] {0, 1, 2, 3, bytes.length / 2, bytes.length - 20, bytes.length - 1}) {
      var bent = bytes.clone();
      bent[at] ^= 1;
      var item = new HashMap<>(whole);
      item.put(
          "token",
          AttributeValue.fromS(Base64.getUrlEncoder().withoutPadding().encodeToString(bent)));
      assertDamaged(ann.tenant(), anns.instance(), item);
    }

    Store.putInstance(stack, whole);
    assertThat(token(ann.tenant(), anns.instance()).has("token")).isTrue();
  }

  @Test
  @Tag("R34")
  void the_sealed_configuration_of_another_attempt_is_not_used() {
    var attempt = scenario.begin(ann);
    var item = new HashMap<>(attempt.item());
    item.put("secretConfiguration", eves.item().get("secretConfiguration"));
    Store.putAttempt(stack, item);

    assertThat(gist(attempt.back(attempt.allowed()))).isEqualTo("303 failed");

    assertThat(attempt.problem()).isEqualTo("damaged");
    assertThat(scenario.posts()).isEqualTo(2);
  }

  private void assertDamaged(String tenant, long instance, Map<String, AttributeValue> item) {
    Store.putInstance(stack, item);

    var journal =
        journal(() -> {
          var answer = token(tenant, instance);
          assertThat(answer.path("code").textValue()).isEqualTo("damaged");
          assertThat(answer.has("token")).isFalse();
          assertThat(answer.has("authorization")).isFalse();
        });

    // The alarm "a seal is broken" counts it.
    assertThat(journal).contains("\"event\":\"seal_broken\"").doesNotContain("token_read");
  }

  /** What the functions print meanwhile; they keep the stream that they find. */
  private String journal(Runnable step) {
    var out = System.out;
    var journal = new ByteArrayOutputStream();
    System.setOut(new PrintStream(journal, true, UTF_8));
    try {
      scenario.restartFunctions();
      step.run();
    } finally {
      System.setOut(out);
      scenario.restartFunctions();
    }
    return journal.toString(UTF_8);
  }

  private JsonNode token(String tenant, long instance) {
    var answer =
        Invoke.function(
            stack,
            TOKEN_FUNCTION,
            "{\"tenant\":\"%s\",\"instanceId\":%d}".formatted(tenant, instance));
    Canaries.plant(answer.path("token").asText());
    return answer;
  }

  private Map<String, AttributeValue> row(User user, Scenario.Attempt attempt) {
    return new HashMap<>(
        Store.instances(stack, user.tenant()).stream()
            .filter(item -> Store.text(item, "attemptId").equals(attempt.id()))
            .findFirst()
            .orElseThrow());
  }

  private static void assertAlike(HttpResponse<String> foreign, HttpResponse<String> unknown) {
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(withoutId(foreign)).isEqualTo(withoutId(unknown));
    assertThat(headers(foreign)).isEqualTo(headers(unknown));
  }

  private static String withoutId(HttpResponse<String> answer) {
    return answer.body().replace(answer.headers().firstValue("x-request-id").orElseThrow(), "");
  }

  private static Map<String, List<String>> headers(HttpResponse<String> answer) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(OF_THE_REQUEST);
    return headers;
  }

  private static List<String> names(JsonNode json) {
    return json.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** By Eve. */
  private HttpResponse<String> posted(String path, String body) {
    return new Browser()
        .send(
            eve.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }
}
