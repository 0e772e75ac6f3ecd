package io.elementconnect.instancemetadata;

import static io.elementconnect.instancemetadata.Deployment.ANN;
import static io.elementconnect.instancemetadata.Deployment.ATTEMPT_ID;
import static io.elementconnect.instancemetadata.Deployment.SITE;
import static io.elementconnect.instancemetadata.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.MemoryStore.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceEndpointTest {
  private static final String ONE = "GET /instances/{id}";
  private static final String LIST = "GET /instances";

  private final Deployment deployment = new Deployment();

  @Test
  @Tag("R40")
  void an_instance_answers_200_with_exactly_these_fields() {
    deployment.store("acme", 4711);

    var answer = get("4711");

    assertThat(answer.status()).isEqualTo(200);
    var console = "https://my.cloud-elements.com";
    assertThat(answer.json())
        .isEqualTo(
            Map.of(
                "id",
                4711,
                "name",
                "Acme's Infusionsoft",
                "element",
                Map.of("key", "infusionsofterp", "name", "Infusionsoft ERP by Keap", "hub", "erp"),
                "tags",
                List.of("trial"),
                "site",
                SITE,
                "status",
                "active",
                "createdAt",
                "2026-11-23T12:00:00Z",
                "createdBy",
                "ann",
                "attemptId",
                ATTEMPT_ID.value(),
                "nextSteps",
                List.of(
                    Map.of(
                        "step", "api_docs",
                        "title", "Make requests with the instance's own API docs",
                        "url",
                            "https://api.cloud-elements.com/elements/api-v2/instances/4711/docs"),
                    Map.of(
                        "step", "virtual_data_resource",
                        "title", "Map it to a virtual data resource",
                        "url", console),
                    Map.of(
                        "step", "formula",
                        "title", "Use it in a formula template",
                        "url", console))));
  }

  @Test
  @Tag("R40")
  void neither_the_token_nor_its_ciphertext_is_answered() {
    var sealed = deployment.store("acme", 4711).token().text();

    assertThat(get("4711").body()).doesNotContain(TOKEN, sealed, "token");
    assertThat(list("").body()).doesNotContain(TOKEN, sealed, "token");
  }

  @Test
  void an_instance_without_a_site_has_no_such_field() {
    deployment.store("acme", 4711, null, new Sealed("sealed"));

    assertThat(get("4711").json()).doesNotContainKey("site");
  }

  @Test
  void every_user_of_the_tenant_sees_its_instances() {
    deployment.store("acme", 4711);

    var answer = call(ONE).path("id", "4711").by(new Caller("acme", "bob"));

    assertThat(answer.answeredBy(deployment.metadata).status()).isEqualTo(200);
  }

  @Test
  @Tag("R39")
  void the_instance_of_another_tenant_is_as_unknown_as_none() {
    var none = get("4711");
    deployment.store("other", 4711);

    var foreign = get("4711");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.code()).isEqualTo("unknown_instance");
    assertThat(foreign.event()).isEqualTo(none.event());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "04711",
        "4711 ",
        "4711.0",
        "4.711e3",
        "x",
        "９",
        "99999999999999999999"
      })
  void whatever_is_no_instance_id_is_as_unknown_as_none(String id) {
    deployment.store("acme", 4711);
    var none = get("1");

    assertThat(get(id).event()).isEqualTo(none.event());
    assertThat(deployment.store.calls()).containsExactly(Call.FIND_INSTANCE);
  }

  @Test
  @Tag("R39")
  void a_list_holds_the_tenants_instances_and_no_others() {
    deployment.store("acme", 2);
    deployment.store("other", 1);
    deployment.store("acme", 3);

    var answer = list("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().keySet()).containsExactlyInAnyOrder("items", "nextCursor");
    assertThat(ids(answer)).containsExactly(2L, 3L);
    assertThat(answer.json().get("nextCursor")).isNull();
  }

  @Test
  void an_item_of_a_list_is_the_instance_itself() {
    deployment.store("acme", 4711);

    assertThat(list("").json().get("items")).isEqualTo(List.of(get("4711").json()));
  }

  @Test
  void a_tenant_without_instances_has_an_empty_list() {
    var expected = new HashMap<String, Object>();
    expected.put("items", List.of());
    expected.put("nextCursor", null);

    assertThat(list("").json()).isEqualTo(expected);
  }

  @Test
  void pages_follow_each_other_by_their_cursor() {
    LongStream.rangeClosed(1, 7).forEach(id -> deployment.store("acme", id));

    var seen = new ArrayList<Long>();
    var answer = list("limit=3");
    seen.addAll(ids(answer));
    assertThat(seen).hasSize(3);
    while (answer.json().get("nextCursor") != null) {
      answer = list("limit=3&cursor=" + answer.field("nextCursor"));
      seen.addAll(ids(answer));
    }

    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void a_page_has_50_instances_unless_reported_otherwise() {
    IntStream.rangeClosed(1, 101).forEach(id -> deployment.store("acme", id));

    assertThat(ids(list(""))).hasSize(50);
    assertThat(ids(list("limit=1"))).hasSize(1);
    assertThat(ids(list("limit=100"))).hasSize(100);
  }

  @Test
  @Tag("R39")
  void a_cursor_of_another_tenant_is_but_a_position() {
    deployment.store("other", 5);
    deployment.store("acme", 4);
    deployment.store("acme", 6);

    assertThat(ids(list("cursor=5"))).containsExactly(6L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "101", "1000", "-1", "05", "1.0", "x", "%20", "10&limit=10", "１"})
  void a_limit_is_a_number_from_1_to_100(String limit) {
    assertInvalid(list("limit=" + limit.replace("１", "%EF%BC%91")), "limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "other%235", "1&cursor=2", "99999999999999999999"})
  @Tag("R39")
  void a_cursor_is_one_of_an_earlier_answer(String cursor) {
    assertInvalid(list("cursor=" + cursor), "cursor");
  }

  @Test
  void unknown_parameters_are_refused_by_name() {
    assertInvalid(list("tenant=other"), "tenant");
    assertInvalid(list("Limit=1"), "Limit");
  }

  @Test
  void all_errors_of_a_query_are_reported_at_once() {
    var answer = list("limit=0&cursor=x&tenant=other");

    assertThat((List<?>) answer.json().get("errors")).hasSize(3);
  }

  @Test
  void a_query_that_is_not_properly_encoded_is_refused() {
    var answer = list("limit=%C3%28");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_query");
  }

  @ParameterizedTest
  @CsvSource({"[acme other],ann", "acme,''", "'',ann"})
  void claims_that_do_not_name_one_caller_are_refused(String tenant, String user) {
    for (var route : List.of(ONE, LIST)) {
      var answer =
          call(route)
              .path("id", "4711")
              .claim("tenant", tenant)
              .claim("sub", user)
              .answeredBy(deployment.metadata);

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("invalid_claims");
    }
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_a_503_to_try_again() {
    deployment.store.breakDown(Call.FIND_INSTANCE, Call.LIST_INSTANCES);

    for (var answer : List.of(get("4711"), list(""))) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("try_again");
    }
  }

  private Answer get(String id) {
    return call(ONE).path("id", id).by(ANN).answeredBy(deployment.metadata);
  }

  private Answer list(String rawQuery) {
    return call(LIST).query(rawQuery).by(ANN).answeredBy(deployment.metadata);
  }

  private static HttpCall call(String route) {
    return HttpCall.to(route);
  }

  private static List<Long> ids(Answer answer) {
    var items = (List<?>) answer.json().getOrDefault("items", List.of());
    return items.stream()
        .map(item -> Long.valueOf(String.valueOf(((Map<?, ?>) item).get("id"))))
        .toList();
  }

  private void assertInvalid(Answer answer, String field) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat((List<?>) answer.json().get("errors"))
        .singleElement()
        .extracting(error -> ((Map<?, ?>) error).get("field"))
        .isEqualTo(field);
    assertThat(deployment.store.calls()).isEmpty();
  }
}
