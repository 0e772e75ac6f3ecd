package io.elementconnect.cloudelements.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.cloudelements.http.InstanceReader.Fields;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.testing.CollidingNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceReaderTest {
  private static final InstanceReader READER = new InstanceReader(Set.of("acme.site"));

  @Test
  void what_counts_is_taken_out_of_a_documented_answer() {
    assertThat(
            one(
                """
                {"id": 42, "name": "Acme", "createdDate": "2017-08-07T18:46:38Z", "token": "t0k=",
                 "element": {"id": 17, "name": "E", "key": "acme", "resources": [], "beta": false,
                   "authentication": {"type": "oauth2"}, "parameters": [{"key": "other"}]},
                 "elementId": 17, "tags": ["a", "ec:prod"], "provisionInteractions": [],
                 "valid": true, "disabled": false, "maxCacheSize": 0, "providerData": {"code": "c"},
                 "configuration": {"oauth.api.secret": "********", "base.url": null,
                   "oauth.user.token": "canary", "acme.site": "a.example"},
                 "user": {"id": 9, "token": "other"}}
                """))
        .hasValue(
            new Fields(
                new InstanceId(42),
                "acme",
                "Acme",
                List.of("a", "ec:prod"),
                Map.of("acme.site", "a.example"),
                "t0k=",
                true));
  }

  @ParameterizedTest
  @CsvSource({"42, 42", "'\"42\"', 42", "'\"007\"', 0", "-42, 0", "0, 0", "'\"4 2\"', 0", "4.2, 0"})
  void an_id_is_a_positive_number_or_its_decimal_text(String json, long id) {
    assertThat(one("{\"id\":" + json + "}"))
        .map(Fields::id)
        .isEqualTo(id == 0 ? Optional.empty() : Optional.of(new InstanceId(id)));
  }

  @Test
  void the_configuration_of_an_element_is_no_instances() {
    assertThat(one("{\"id\":1,\"configuration\":[{\"key\":\"acme.site\"}]}"))
        .map(Fields::sites)
        .contains(Map.of());
  }

  /** Names that collide in Jackson's hash make a table that all answers share inconsistent. */
  @Test
  @Tag("R31")
  @Tag("R58")
  void colliding_names_disturb_no_later_answer() {
    assertThat(CollidingNames.objects())
        .allSatisfy(object -> assertThat(one(object)).map(Fields::id).contains(new InstanceId(42)));
  }

  @Test
  void the_order_does_not_count() {
    assertThat(one("{\"valid\":false,\"element\":{\"key\":\"acme\"},\"token\":\"t\",\"id\":42}"))
        .hasValue(new Fields(new InstanceId(42), "acme", null, null, Map.of(), "t", false));
  }

  @Test
  void what_is_missing_stays_open() {
    assertThat(one("{}")).hasValue(new Fields(null, null, null, null, Map.of(), null, true));
    assertThat(one("{\"id\":null,\"token\":null,\"element\":null,\"valid\":null,\"tags\":null}"))
        .hasValue(new Fields(null, null, null, null, Map.of(), null, true));
  }

  @Test
  void what_has_another_type_is_passed_over() {
    assertThat(
            one(
                """
                {"id": {"id": 1}, "token": ["t"], "element": "acme", "valid": {"valid": false},
                 "tags": {"tags": ["a"]}}
                """))
        .hasValue(new Fields(null, null, null, null, Map.of(), null, true));
  }

  @Test
  void only_the_key_of_the_element_itself_counts() {
    var element = "{\"hub\":{\"key\":\"a\"},\"list\":[{\"key\":\"b\"}],\"key\":\"acme\"}";

    assertThat(one("{\"id\":1,\"element\":" + element + ",\"token\":\"t\"}"))
        .hasValue(new Fields(new InstanceId(1), "acme", null, null, Map.of(), "t", true));
  }

  @Test
  void tags_that_are_not_all_texts_count_as_not_reported() {
    assertThat(one("{\"tags\":[{\"id\":1,\"name\":\"a\"},\"b\",[\"c\"],null,1],\"id\":42}"))
        .hasValue(new Fields(new InstanceId(42), null, null, null, Map.of(), null, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "42",
        "[]",
        "[{\"id\":42}]",
        "{",
        "{\"id\":42",
        "{\"id\":42,\"tags\":[",
        "{\"id\":42,\"element\":{",
        "{\"id\":42}}",
        "{\"id\":42} {\"id\":43}",
        "{\"id\":99999999999999999999}",
        "{\"id\":NaN}"
      })
  @Tag("R32")
  void what_is_no_whole_object_is_nothing(String json) {
    assertThat(one(json)).isEmpty();
  }

  @Test
  @Tag("R32")
  void a_number_of_more_than_a_hundred_digits_is_nothing() {
    assertThat(one("{\"n\":" + "9".repeat(100) + ",\"id\":42}")).isPresent();
    assertThat(one("{\"id\":42,\"n\":" + "9".repeat(101) + "}")).isEmpty();
  }

  @Test
  @Tag("R32")
  void deep_nesting_is_nothing_at_once() {
    var deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          assertThat(one("{\"n\":" + deep + "}")).isEmpty();
          assertThat(one("{\"element\":{\"n\":" + deep + "}}")).isEmpty();
          assertThat(one("{\"tags\":[" + deep + "]}")).isEmpty();
        });
  }

  @Test
  void an_id_makes_an_instance() {
    assertThat(
            new Fields(new InstanceId(42), "acme", null, List.of("a"), Map.of(), "t", false)
                .toInstance())
        .hasValue(
            new RemoteInstance(
                new InstanceId(42), "acme", null, List.of("a"), Map.of(), "t", false));
    assertThat(new Fields(null, "acme", null, List.of(), Map.of(), "t", true).toInstance())
        .isEmpty();
  }

  @Test
  void a_token_may_have_4096_characters() {
    assertThat(token("t".repeat(4096))).hasValue("t".repeat(4096));
    assertThat(token("t".repeat(4097))).isEmpty();
    assertThat(token(" \t")).isEmpty();
    assertThat(token("")).isEmpty();
  }

  @Test
  @Tag("R32")
  void a_token_that_could_end_a_header_is_none() {
    assertThat(token("t\r\nX-Other: 1")).isEmpty();
  }

  @Test
  void a_list_gives_every_instance() {
    assertThat(list("[{\"id\":1,\"tags\":[\"a\"],\"token\":\"t\"},{\"id\":2,\"element\":{}}]"))
        .hasValue(
            List.of(
                new RemoteInstance(
                    new InstanceId(1), null, null, List.of("a"), Map.of(), "t", true),
                RemoteInstance.known(new InstanceId(2))));
    assertThat(list("[]")).hasValue(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[",
        "[{\"id\":1}",
        "[{\"id\":1},",
        "[{\"id\":1}] x",
        "[{\"id\":1},null]",
        "[{\"id\":1},{\"name\":\"no id\"}]",
        "[[]]",
        "[1]"
      })
  void a_list_with_anything_else_in_it_is_nothing(String json) {
    assertThat(list(json)).isEmpty();
  }

  @Test
  void nothing_read_prints_itself() {
    var fields = new Fields(new InstanceId(42), "acme", null, List.of(), Map.of(), "canary", true);

    assertThat(fields).hasToString("Fields");
    assertThat(fields.toInstance().toString()).doesNotContain("canary");
  }

  private static Optional<String> token(String token) {
    return new Fields(new InstanceId(42), "acme", null, List.of(), Map.of(), token, true)
        .toInstance()
        .map(RemoteInstance::token);
  }

  private static Optional<Fields> one(String json) {
    return READER.one(json);
  }

  private static Optional<List<RemoteInstance>> list(String json) {
    return READER.list(json);
  }
}
