package io.elementconnect.cloudelements.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.testing.MemorySecrets;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a list of instances is complete, and how its pages are requested. */
class TaggedInstancesTest {
  private static final String MARK = "Elements-Request-Id: 58b4a1e2e4b0c1d2e3f4a5b6";
  private static final String NONE =
      "{\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"message\":\"No element instances found\"}";

  private final Deque<String> answers = new ArrayDeque<>();
  private final RawServer server = RawServer.doing(this::answer);
  private final CloudElements client =
      new HttpCloudElements(
          "http://" + server.address(),
          new CloudElementsAccount(
              _ -> MemorySecrets.json(Map.of("organizationSecret", "o", "userSecret", "u")),
              "test",
              InstantSource.system()),
          Set.of("acme.site"),
          InstantSource.system());

  TaggedInstancesTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void the_short_form_is_requested() {
    answers.add(page(List.of(1L)));

    assertThat(ids(find())).containsExactly(1L);
    assertThat(queries())
        .singleElement()
        .satisfies(query -> assertThat(query).contains("hydrate=false", "tags%5B%5D=tag"));
  }

  @Test
  void instances_without_tags_are_listed_once_more_in_the_long_form() {
    answers.add(response(200, "", "[{\"id\":1}]"));
    answers.add(page(List.of(1L)));

    assertThat(ids(find())).containsExactly(1L);
    assertThat(queries()).hasSize(2);
    assertThat(queries().getLast()).doesNotContain("hydrate");
  }

  @Test
  void tags_that_neither_form_has_stay_unknown() {
    answers.add(response(200, "", "[{\"id\":1}]"));
    answers.add(response(200, "", "[{\"id\":1}]"));

    assertThat(find())
        .isEqualTo(new Listing.Found(List.of(RemoteInstance.known(new InstanceId(1)))));
    assertThat(queries()).hasSize(2);
  }

  @Test
  void pages_are_read_by_token() {
    answers.add(page(List.of(1L, 2L), "Elements-Total-Count: 3", "Elements-Next-Page-Token: a b"));
    answers.add(page(List.of(3L), "Elements-Total-Count: 3"));

    assertThat(ids(find())).containsExactly(1L, 2L, 3L);
    assertThat(queries().getLast()).contains("nextPage=a%20b");
  }

  @Test
  void pages_without_a_token_are_read_by_number_until_the_count_is_reached() {
    answers.add(page(List.of(1L, 2L), "Elements-Total-Count: 5"));
    answers.add(page(List.of(3L, 4L), "Elements-Total-Count: 5"));
    answers.add(page(List.of(5L), "Elements-Total-Count: 5"));

    assertThat(ids(find())).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(queries().get(1)).contains("page=2");
    assertThat(queries().get(2)).contains("page=3");
  }

  @Test
  void a_full_page_without_token_and_count_is_followed_by_number() {
    answers.add(page(LongStream.rangeClosed(1, 100).boxed().toList()));
    answers.add(page(List.of(101L)));

    assertThat(ids(find())).hasSize(101);
    assertThat(queries().getLast()).contains("page=2");
  }

  @Test
  void a_platform_that_knows_no_page_numbers_repeats_the_page_which_ends_the_list() {
    var full = page(LongStream.rangeClosed(1, 100).boxed().toList());
    answers.add(full);
    answers.add(full);

    assertThat(ids(find())).hasSize(100);
  }

  @Test
  @Tag("R50")
  void fewer_instances_than_counted_are_not_all() {
    answers.add(page(List.of(1L), "Elements-Total-Count: 2"));
    answers.add(page(List.of(1L), "Elements-Total-Count: 2"));

    assertThat(find()).isEqualTo(new Listing.Inconclusive("listed 1 of 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "1e3"})
  void a_count_that_is_no_number_does_not_count(String count) {
    answers.add(page(List.of(1L), "Elements-Total-Count: " + count));

    assertThat(ids(find())).containsExactly(1L);
  }

  @Test
  void the_platforms_404_means_that_nothing_matches() {
    answers.add(response(404, "", NONE));

    assertThat(find()).isEqualTo(new Listing.Found(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"message\":\"Not Found\"}", "<html>", ""})
  @Tag("R50")
  void any_other_404_says_nothing(String body) {
    answers.add(response(404, "", body));

    assertThat(find()).isEqualTo(new Listing.Inconclusive("status 404, not from the platform"));
  }

  @Test
  @Tag("R50")
  void the_platforms_404_on_a_later_page_ends_the_list() {
    answers.add(page(List.of(1L), "Elements-Next-Page-Token: t"));
    answers.add(response(404, MARK, NONE));

    assertThat(ids(find())).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Not Found\"}",
        "{\"message\":\"no Route matched with those values\"}",
        "{\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"message\":\"Unknown page token\"}",
        "{\"requestId\":\"58b4a1e2e4b0c1d2e3f4a5b6\",\"message\":\"nextPage has expired\"}"
      })
  @Tag("R50")
  void any_other_404_on_a_later_page_leaves_the_list_incomplete(String body) {
    answers.add(page(List.of(1L), "Elements-Next-Page-Token: t"));
    answers.add(response(404, "", body));

    assertThat(find()).isInstanceOf(Listing.Inconclusive.class);
  }

  @Test
  @Tag("R50")
  void the_platforms_404_before_the_count_is_reached_leaves_the_list_incomplete() {
    answers.add(page(List.of(1L), "Elements-Next-Page-Token: t", "Elements-Total-Count: 2"));
    answers.add(response(404, MARK, NONE));

    assertThat(find()).isEqualTo(new Listing.Inconclusive("listed 1 of 2"));
  }

  @Test
  void an_instance_that_two_pages_list_is_one() {
    answers.add(page(List.of(1L, 2L), "Elements-Next-Page-Token: t"));
    answers.add(page(List.of(2L, 3L)));

    assertThat(ids(find())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void instances_with_other_tags_count_for_the_list_but_are_left_out() {
    answers.add(
        response(
            200,
            "Elements-Total-Count: 2",
            "[{\"id\":1,\"tags\":[\"tag\"]},{\"id\":2,\"tags\":[\"tags\"]}]"));

    assertThat(ids(find())).containsExactly(1L);
  }

  /** Each of several answers to one reading. */
  @Test
  @Tag("R51")
  void the_reading_of_one_instance_gives_that_instance_or_nothing() {
    answers.add(response(200, "", "{\"id\":42}"));
    answers.add(response(200, "", "{\"id\":43}"));
    answers.add(response(404, MARK, ""));
    answers.add(response(404, "", "{\"message\":\"Not Found\"}"));

    assertThat(get()).isInstanceOf(Listing.Found.class);
    assertThat(get()).isEqualTo(new Listing.Inconclusive("unreadable instance"));
    assertThat(get()).isEqualTo(new Listing.Found(List.of()));
    assertThat(get()).isEqualTo(new Listing.Inconclusive("status 404, not from the platform"));
  }

  private Listing find() {
    return client.findByTag("tag", InstantSource.system().instant().plusSeconds(20));
  }

  private Listing get() {
    return client.get(new InstanceId(42), InstantSource.system().instant().plusSeconds(20));
  }

  private List<String> queries() {
    var queries = new ArrayList<String>();
    for (var request : server.requests()) {
      queries.add(request.substring(request.indexOf('?') + 1, request.indexOf(" HTTP/1.1")));
    }
    return queries;
  }

  private static List<Long> ids(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Found.class);
    return ((Listing.Found) listing)
        .instances().stream().map(instance -> instance.id().value()).toList();
  }

  private static String page(List<Long> ids, String... headers) {
    var instances =
        ids.stream()
            .map(id -> "{\"id\":" + id + ",\"tags\":[\"tag\"]}")
            .collect(Collectors.joining(",", "[", "]"));
    return response(200, String.join("\r\n", headers), instances);
  }

  private static String response(int status, String headers, String body) {
    return "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers.isEmpty() ? "" : headers + "\r\n", body.length(), body);
  }

  private void answer(Socket connection) throws IOException {
    connection.getOutputStream().write(answers.remove().getBytes(StandardCharsets.UTF_8));
  }
}
