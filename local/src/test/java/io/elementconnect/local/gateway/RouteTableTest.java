package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.gateway.RouteTable.Match;
import io.elementconnect.local.template.RouteEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  @Test
  void the_most_specific_route_serves_a_request() {
    // The example of Amazon's page, with the routes in the wrong order.
    var routes =
        table(
            "$default",
            "ANY /{proxy+}",
            "GET /pets/{proxy+}",
            "GET /pets/dog/{id}",
            "GET /pets/dog/1");

    assertThat(
            Stream.of(
                    "GET /pets/dog/1",
                    "GET /pets/dog/2",
                    "GET /pets/cat/1",
                    "POST /test/5",
                    "GET /")
                .map(call -> find(routes, call).map(Match::routeKey).orElseThrow()))
        .containsExactly(
            "GET /pets/dog/1",
            "GET /pets/dog/{id}",
            "GET /pets/{proxy+}",
            "ANY /{proxy+}",
            "$default");
  }

  @Test
  void a_match_of_the_whole_path_comes_before_a_greedy_one() {
    var routes = table("GET /pets/{proxy+}", "ANY /{kind}/dog");

    assertThat(find(routes, "GET /pets/dog").map(Match::routeKey)).hasValue("ANY /{kind}/dog");
  }

  @Test
  void a_named_method_comes_before_any() {
    var routes = table("ANY /pets", "GET /pets");

    assertThat(find(routes, "GET /pets").map(Match::routeKey)).hasValue("GET /pets");
    assertThat(find(routes, "PUT /pets").map(Match::routeKey)).hasValue("ANY /pets");
  }

  @Test
  void the_longer_literal_part_wins_between_greedy_routes() {
    var routes = table("GET /pets/{proxy+}", "GET /pets/dog/{proxy+}");

    assertThat(find(routes, "GET /pets/dog/collars/1").map(Match::routeKey))
        .hasValue("GET /pets/dog/{proxy+}");
  }

  @Test
  void another_method_matches_nothing() {
    var routes = table("GET /pets");

    assertThat(find(routes, "HEAD /pets")).isEmpty();
    assertThat(find(routes, "POST /pets")).isEmpty();
  }

  @Test
  void a_variable_takes_exactly_one_segment_that_is_not_empty() {
    var routes = table("GET /pets/{id}");

    assertThat(find(routes, "GET /pets")).isEmpty();
    assertThat(find(routes, "GET /pets/")).isEmpty();
    assertThat(find(routes, "GET /pets/1/")).isEmpty();
    assertThat(find(routes, "GET /pets/1/collars")).isEmpty();
  }

  @Test
  void a_greedy_variable_takes_the_rest_of_the_path() {
    var routes = table("GET /pets/{proxy+}");

    assertThat(find(routes, "GET /pets/dog/1").map(Match::parameters))
        .hasValue(Map.of("proxy", "dog/1"));
    assertThat(find(routes, "GET /pets")).isEmpty();
  }

  @Test
  void parameters_are_decoded_and_a_plus_stays() {
    var routes = table("GET /pets/{id}/{name}");

    assertThat(find(routes, "GET /pets/a%2Fb/c+d%20%C3%A9").map(Match::parameters))
        .hasValue(Map.of("id", "a/b", "name", "c+d é"));
  }

  private static RouteTable table(String... keys) {
    return new RouteTable(
        List.of(keys).stream()
            .map(key -> key.split(" ", -1))
            .map(parts -> route(parts.length == 1 ? "ANY" : parts[0], parts[parts.length - 1]))
            .toList());
  }

  private static RouteEvent route(String method, String path) {
    return new RouteEvent(method, path, "PetsFunction", Optional.empty());
  }

  private static Optional<Match> find(RouteTable routes, String call) {
    var parts = call.split(" ", 2);
    return routes.find(parts[0], parts[1]);
  }
}
