package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.history.Store;
import io.elementconnect.url.Query;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant names an instance so that it passes for the one of another tenant's attempt. */
@Tag("R51")
class ImitationTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt anns = scenario.begin();
  private final User eve = User.unique(scenario.stack());

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec:local:A",
        "ec:local",
        " ec:local:A",
        "ec:local:A ",
        "EC:LOCAL:A",
        "Ec:Local:A",
        "ec：local：A",
        "ec\u02d0local\u02d0A",
        "\u0435c:local:A",
        "ec\u200b:local:A",
        "@ec:local:A",
        "@A",
        "trial,ec:local:A",
        "trial\nec:local:A",
        "trial\u0000ec:local:A",
        "ec%3Alocal%3AA",
        "<b>ec:local:A</b>"
      })
  void a_tag_that_imitates_ours_is_refused(String form) {
    var tag = form.replaceFirst("A$|A(?=[ <])", anns.id());

    assertRefused(start(Map.of("tags", List.of(tag))), "tags");
    assertRefused(start(Map.of("tags", List.of("trial", tag))), "tags");
    assertRefused(startByQuery("name=Acme&tags=trial&tags=" + Query.encode(tag)), "tags");
  }

  /** In a form, an empty field is one that was not filled. */
  @Test
  void an_empty_tag_is_refused_in_a_body() {
    assertRefused(start(Map.of("tags", List.of(""))), "tags");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ec:local:A",
        "@A",
        " @A",
        "\u2003@A",
        "ec:local:A",
        "Acme @ec:local:A",
        "<b>@ec</b>:local:A",
        "<b></b>@A",
        "Acme\n@A",
        "@A\r\n",
        "\u0000@A",
        "@"
      })
  void a_name_that_imitates_our_tag_is_refused(String form) {
    var name = form.replaceFirst("A(?![a-z])", anns.id());

    assertRefused(start(Map.of("name", name)), "name");
    assertRefused(startByQuery("name=" + Query.encode(name)), "name");
  }

  private HttpResponse<String> start(Map<String, ?> fields) {
    return eve.start(new Browser(), eve.body(fields));
  }

  private HttpResponse<String> startByQuery(String query) {
    return eve.get(
        "/elements/infusionsofterp/oauth/url?siteAddress=dt123.infusionsoft.com&returnUrl="
            + Query.encode(eve.returnUrl())
            + "&"
            + query);
  }

  private void assertRefused(HttpResponse<String> answer, String field) {
    assertThat(Scenario.gist(answer)).isEqualTo("400 invalid_request");
    assertThat(User.json(answer).path("errors").findValuesAsText("field")).containsExactly(field);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(Store.starts(scenario.stack(), eve.tenant(), eve.name())).isZero();
    assertThat(scenario.posts()).isZero();
  }
}
