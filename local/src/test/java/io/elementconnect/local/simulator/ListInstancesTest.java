package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.faults.Effect;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListInstancesTest {
  @AutoClose private final SimulatorFixture fixture = new SimulatorFixture();

  @Test
  void finds_by_one_tag() throws Exception {
    fixture.created("one", "ec:demo", "ec:demo:a");
    fixture.created("two", "ec:demo", "ec:demo:b");

    assertThat(names(fixture.get("/instances?tags%5B%5D=ec%3Ademo%3Ab"))).containsExactly("two");
    assertThat(names(fixture.get("/instances?tags[]=ec:demo"))).containsExactly("one", "two");
  }

  @Test
  void every_tag_must_match_as_a_whole() throws Exception {
    fixture.created("one", "red", "blue");
    fixture.created("two", "red");
    fixture.created("three", "reddish", "blue");

    assertThat(names(fixture.get("/instances?tags[]=red&tags[]=blue"))).containsExactly("one");
  }

  @Test
  void searches_names_and_element_keys() throws Exception {
    fixture.created("Acme");
    fixture.created("Beta");

    assertThat(names(fixture.get("/instances?searchText=aCM"))).containsExactly("Acme");
    assertThat(names(fixture.get("/instances?searchText=softerp"))).containsExactly("Acme", "Beta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags[]=blue", "tags[]=red&tags[]=blue", "searchText=nobody"})
  void a_filter_that_matches_nothing_is_not_found(String filter) throws Exception {
    fixture.created("Acme", "red");

    var response = fixture.get("/instances?" + filter);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(SimulatorFixture.json(response).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("requestId", "message");
  }

  @Test
  void without_a_filter_there_may_be_none() throws Exception {
    var response = fixture.get("/instances");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("[]");
  }

  @Test
  void holds_the_token_and_the_whole_instance() throws Exception {
    var created = fixture.created("Acme");

    var listed = SimulatorFixture.json(fixture.get("/instances")).get(0);

    assertThat(listed)
        .isEqualTo(SimulatorFixture.json(fixture.get("/instances/" + created.get("id"))));
    assertThat(listed.get("token")).isEqualTo(created.get("token"));
  }

  @Test
  void leaves_the_configuration_out_on_request() throws Exception {
    fixture.created("Acme", "red");

    var listed = SimulatorFixture.json(fixture.get("/instances?hydrate=false")).get(0);

    assertThat(listed.has("configuration")).isFalse();
    assertThat(listed.at("/element/key").textValue()).isEqualTo("infusionsofterp");
    assertThat(listed.get("tags").toString()).isEqualTo("[\"red\"]");
  }

  @Test
  void comes_in_pages() throws Exception {
    for (String name : List.of("one", "two", "three", "four", "five")) {
      fixture.created(name, name.equals("two") ? "blue" : "red");
    }

    var first = fixture.get("/instances?tags[]=red&pageSize=2");
    var second = fixture.get("/instances?tags[]=red&pageSize=2&nextPage=" + token(first));

    assertThat(names(first)).containsExactly("one", "three");
    assertThat(counts(first)).containsExactly("2", "4");
    assertThat(names(second)).containsExactly("four", "five");
    assertThat(counts(second)).containsExactly("2", "4");
    assertThat(second.headers().firstValue("Elements-Next-Page-Token")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pageSize=0",
        "pageSize=201",
        "pageSize=x",
        "pageSize=",
        "nextPage=!",
        "nextPage=eA"
      })
  void a_malformed_page_is_refused(String query) throws Exception {
    assertThat(fixture.get("/instances?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void shows_a_user_only_what_is_its_own() throws Exception {
    fixture.created("Acme", "red");

    var response =
        fixture.send(
            fixture
                .api("/instances?tags[]=red")
                .header("Authorization", SimulatorFixture.OTHER_USER));

    assertThat(response.statusCode()).isEqualTo(404);
  }

  private static List<String> names(HttpResponse<String> response) throws Exception {
    var names = new ArrayList<String>();
    for (JsonNode instance : SimulatorFixture.json(response)) {
      names.add(instance.get("name").textValue());
    }
    return names;
  }

  private static List<String> counts(HttpResponse<String> response) {
    return List.of(
        response.headers().firstValue("Elements-Returned-Count").orElseThrow(),
        response.headers().firstValue("Elements-Total-Count").orElseThrow());
  }

  private static String token(HttpResponse<String> response) {
    return response.headers().firstValue("Elements-Next-Page-Token").orElseThrow();
  }

  @Test
  void an_instance_that_is_late_is_missing_on_every_page_of_a_listing() throws Exception {
    fixture.created("One");
    fixture.created("Two");
    fixture.simulator.fault(
        new Fault(
            CloudElementsRoute.CREATE_INSTANCE, new Fault.LateByListings(1), Effect.AFTER, 1));
    fixture.created("Three");

    assertThat(namesByPagesOfOne()).containsExactly("One", "Two");
    assertThat(namesByPagesOfOne()).containsExactly("One", "Two", "Three");
  }

  private List<String> namesByPagesOfOne() throws Exception {
    var names = new ArrayList<String>();
    var next = Optional.of("");
    while (next.isPresent()) {
      var page = fixture.get("/instances?pageSize=1" + next.get());
      SimulatorFixture.json(page).forEach(it -> names.add(it.get("name").textValue()));
      next = page.headers().firstValue("Elements-Next-Page-Token").map(it -> "&nextPage=" + it);
    }
    return names;
  }
}
