package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.PRIVATE_KEY;
import static io.elementconnect.redirecturl.Deployment.RETURN_URL;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.elementconnect.elements.Element;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.url.Query;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartReaderTest {
  private static final Element INFUSIONSOFT = CATALOGUE.get("infusionsofterp");
  private static final String GOOD_QUERY =
      "name=Acme&returnUrl=" + Query.encode(RETURN_URL) + "&siteAddress=" + SITE;

  private final StartReader reader = new StartReader(INFUSIONSOFT, List.of(RETURN_URL));

  @Test
  void a_body_is_read_and_its_secrets_are_kept_apart() {
    var request = reader.body(body());

    assertThat(reader.errors()).isEmpty();
    assertThat(request)
        .isEqualTo(
            new StartRequest(
                INFUSIONSOFT,
                "Acme's Infusionsoft",
                List.of("trial", "EU 2.0_x-y"),
                RETURN_URL,
                Map.of("infusionsoft.server", SITE),
                Map.of("infusionsoft.private.key", PRIVATE_KEY),
                null));
  }

  @Test
  void tags_and_secrets_may_be_left_out() {
    var body = body("configuration", Map.of("infusionsoft.server", SITE));
    body.remove("tags");

    var request = reader.body(body);

    assertThat(reader.errors()).isEmpty();
    assertThat(request.tags()).isEmpty();
    assertThat(request.secrets()).isEmpty();
  }

  @Test
  void white_space_around_a_name_is_dropped() {
    assertThat(reader.body(body("name", "  Acme ")).name()).isEqualTo("Acme");
    assertThat(reader.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "@ec:prod",
        "@acme",
        "a:b",
        "ec:prod:x",
        "a<b",
        "a>b",
        "a\nb",
        "a\u0000",
        "a\ud83d",
        "\ude00a"
      })
  @Tag("R51")
  void a_name_that_cloud_elements_would_take_for_more_than_a_name_is_refused(String name) {
    assertThat(errors(body("name", name))).extracting(FieldError::field).containsExactly("name");
  }

  @Test
  void a_name_may_hold_any_whole_character() {
    assertThat(reader.body(body("name", "Käse 株 \ud83d\ude00")).name())
        .isEqualTo("Käse 株 \ud83d\ude00");
    assertThat(reader.errors()).isEmpty();
  }

  @Test
  void a_name_has_at_most_100_characters() {
    assertThat(errors(body("name", "n".repeat(100)))).isEmpty();
    assertThat(errors(body("name", "n".repeat(101))))
        .containsExactly(new FieldError("name", "may have at most 100 characters"));
  }

  @Test
  void a_missing_name_is_reported_once() {
    var body = body();
    body.remove("name");

    assertThat(errors(body)).containsExactly(new FieldError("name", "is required"));
  }

  @Test
  void a_name_is_a_text() {
    assertThat(errors(body("name", 42))).containsExactly(new FieldError("name", "must be a text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ec:prod", "@ec", "a/b", "a,b", "ä", "tab\t", "new\nline"})
  @Tag("R51")
  void a_tag_that_could_pass_for_one_of_ours_or_for_two_is_refused(String tag) {
    assertThat(errors(body("tags", List.of("fine", tag))))
        .extracting(FieldError::field)
        .containsExactly("tags");
  }

  @Test
  void a_tag_has_at_most_64_characters() {
    assertThat(errors(body("tags", List.of("t".repeat(64))))).isEmpty();
    assertThat(errors(body("tags", List.of("t".repeat(65))))).hasSize(1);
  }

  @Test
  void there_are_at_most_10_tags() {
    assertThat(errors(body("tags", Collections.nCopies(10, "t")))).isEmpty();
    assertThat(errors(body("tags", Collections.nCopies(11, "t"))))
        .containsExactly(new FieldError("tags", "may have at most 10 entries"));
  }

  @Test
  void unknown_fields_are_refused_by_name() {
    assertThat(errors(body("state", "s".repeat(43))))
        .containsExactly(new FieldError("state", "is not known"));
    assertThat(errors(body("tenant", "other")))
        .containsExactly(new FieldError("tenant", "is not known"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth.api.key", "oauth.callback.url", "infusionsoft.Server", ""})
  void configuration_that_the_element_does_not_have_is_refused_by_name(String key) {
    var configuration = Map.of("infusionsoft.server", SITE, key, "value");

    assertThat(errors(body("configuration", configuration)))
        .containsExactly(new FieldError("configuration." + key, "is not known"));
  }

  @Test
  void required_configuration_that_is_not_secret_has_to_be_stated() {
    assertThat(errors(body("configuration", Map.of())))
        .containsExactly(server("configuration.infusionsoft.server", "is required"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SITE,
        "https://dt123.infusionsoft.com",
        "http://dt123.infusionsoft.com/",
        "DT123.Infusionsoft.COM",
        " https://dt123.infusionsoft.com/ "
      })
  @Tag("R16")
  void every_way_to_write_a_server_becomes_one(String stated) {
    var request = reader.body(body("configuration", Map.of("infusionsoft.server", stated)));

    assertThat(reader.errors()).isEmpty();
    assertThat(request.configuration()).containsExactly(Map.entry("infusionsoft.server", SITE));
    assertThat(request.site()).contains(SITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "infusionsoft.com",
        ".infusionsoft.com",
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "0x7f.1",
        "localhost",
        "evil.test",
        "evil.com#.infusionsoft.com",
        "evil.com?.infusionsoft.com",
        "a.infusionsoft.com.evil.com",
        "a.b.infusionsoft.com",
        "ainfusionsoft.com",
        "a%00.infusionsoft.com",
        "a\u0000.infusionsoft.com",
        "a．infusionsoft．com",
        "a。infusionsoft.com",
        "аcme.infusionsoft.com",
        "xn--80ak6aa92e.infusionsoft.com",
        "dt123.infusionsoft.com.",
        "dt123.infusionsoft.com:443",
        "user@dt123.infusionsoft.com",
        "https://user:pass@dt123.infusionsoft.com",
        "dt123.infusionsoft.com/path",
        "dt123.infusionsoft.com//",
        "//dt123.infusionsoft.com",
        "https:dt123.infusionsoft.com",
        "https:\\\\dt123.infusionsoft.com",
        "ftp://dt123.infusionsoft.com",
        "-a.infusionsoft.com"
      })
  @Tag("R16")
  void anything_but_a_host_of_the_provider_is_refused(String server) {
    assertThat(errors(body("configuration", Map.of("infusionsoft.server", server))))
        .extracting(FieldError::field)
        .containsExactly("configuration.infusionsoft.server");
  }

  @Test
  @Tag("R16")
  void an_overlong_server_is_refused() {
    var server = "a".repeat(300) + ".infusionsoft.com";

    assertThat(errors(body("configuration", Map.of("infusionsoft.server", server)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "käse", "tab\t."})
  void a_secret_that_cannot_be_one_is_refused_without_its_value(String secret) {
    var configuration = Map.of("infusionsoft.server", SITE, "infusionsoft.private.key", secret);

    assertThat(errors(body("configuration", configuration)))
        .singleElement()
        .extracting(FieldError::toString)
        .asString()
        .startsWith(
            "Infusionsoft encrypted key (configuration.infusionsoft.private.key) is not acceptable")
        .doesNotContain("two words", "käse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void an_empty_value_counts_as_left_out(String empty) {
    var configuration =
        Map.of(
            "infusionsoft.server", empty,
            "infusionsoft.private.key", empty,
            "event.vendor.type", empty);

    var request = reader.body(body("configuration", configuration));

    assertThat(reader.errors())
        .containsExactly(server("configuration.infusionsoft.server", "is required"));
    assertThat(request.configuration()).isEmpty();
    assertThat(request.secrets()).isEmpty();
  }

  @Test
  void an_empty_parameter_counts_as_left_out() {
    var request =
        query(GOOD_QUERY + "&tags=&tags=a&scope=&event.vendor.type=&infusionsoft.server=");

    assertThat(reader.errors()).isEmpty();
    assertThat(request)
        .isEqualTo(
            new StartRequest(
                INFUSIONSOFT,
                "Acme",
                List.of("a"),
                RETURN_URL,
                Map.of("infusionsoft.server", SITE),
                Map.of(),
                null));
  }

  @Test
  void an_empty_required_parameter_is_reported_as_missing() {
    query(GOOD_QUERY.replace(SITE, ""));

    assertThat(reader.errors()).containsExactly(server("infusionsoft.server", "is required"));
  }

  @Test
  void configuration_values_are_texts() {
    assertThat(errors(body("configuration", Map.of("infusionsoft.server", 1))))
        .contains(server("configuration.infusionsoft.server", "must be a text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "https://app.example.com",
        "https://app.example.com/integrations/",
        "https://app.example.com/integrations?x=1",
        "https://app.example.com/integrations#x",
        "https://app.example.com/integrations/../evil",
        "https://app.example.com/Integrations",
        "HTTPS://app.example.com/integrations",
        "http://app.example.com/integrations",
        "https://app.example.com:443/integrations",
        "https://app.example.com:444/integrations",
        "https://app.example.com.evil.test/integrations",
        "https://app.example.com.",
        "https://app.example.com@evil.test/integrations",
        "https://evil.test/integrations",
        "https://evil.test/?u=https://app.example.com/integrations",
        "https://evil.test#https://app.example.com/integrations",
        "//evil.test",
        "///evil.test",
        "////evil.test",
        "/\\evil.test",
        "\\/evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/%09/evil.test",
        "/%5cevil.test",
        "/%2f%2fevil.test",
        "https:evil.test",
        "https:/evil.test",
        "https:///evil.test",
        "https:\\\\evil.test",
        "http:evil.test",
        "/integrations",
        "integrations",
        ".evil.test",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc",
        "https://app.example.com/integrations\r\nSet-Cookie: a=b",
        "https://app.example.com/integrations%0d%0aSet-Cookie:%20a=b",
        " https://app.example.com/integrations",
        "https://app.example.com/integrations ",
        "https://app.example.com/integrations\u0000",
        "https://app。example.com/integrations",
        "https://аpp.example.com/integrations",
        "https://[::1]/integrations",
        "null",
        "*"
      })
  @Tag("R22")
  void a_return_url_is_compared_as_a_whole(String returnUrl) {
    assertThat(errors(body("returnUrl", returnUrl)))
        .extracting(FieldError::field)
        .containsExactly("returnUrl");
  }

  @Test
  void all_errors_of_a_body_are_reported_at_once() {
    var body =
        Json.object(
            "name",
            "@n",
            "returnUrl",
            "//evil.test",
            "tags",
            List.of("a:b"),
            "configuration",
            Map.of("unheard.of", "x"),
            "extra",
            true);

    assertThat(errors(body))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "name",
            "returnUrl",
            "tags",
            "configuration.unheard.of",
            "configuration.infusionsoft.server",
            "extra");
  }

  @Test
  void a_query_is_read_with_the_parameters_of_cloud_elements() {
    var request = query(GOOD_QUERY + "&tags=a&tags=b&scope=full&event.vendor.type=webhook");

    assertThat(reader.errors()).isEmpty();
    assertThat(request)
        .isEqualTo(
            new StartRequest(
                INFUSIONSOFT,
                "Acme",
                List.of("a", "b"),
                RETURN_URL,
                Map.of("infusionsoft.server", SITE, "event.vendor.type", "webhook"),
                Map.of(),
                "full"));
  }

  @Test
  void a_query_may_name_the_site_by_its_configuration_key() {
    assertThat(query(GOOD_QUERY.replace("siteAddress", "infusionsoft.server")).site())
        .contains(SITE);
    assertThat(reader.errors()).isEmpty();
  }

  @Test
  void the_same_site_under_both_names_is_one_statement() {
    query(GOOD_QUERY + "&infusionsoft.server=" + SITE);

    assertThat(reader.errors()).isEmpty();
  }

  @Test
  void two_sites_in_one_query_are_refused_with_both_spellings() {
    query(GOOD_QUERY + "&infusionsoft.server=dt364.infusionsoft.com");

    assertThat(reader.errors())
        .containsExactly(server("infusionsoft.server", "has a different value than siteAddress"));
  }

  @Test
  void whichever_spelling_comes_second_is_reported_with_the_first() {
    query("infusionsoft.server=dt364.infusionsoft.com&" + GOOD_QUERY);

    assertThat(reader.errors())
        .containsExactly(server("siteAddress", "has a different value than infusionsoft.server"));
  }

  @Test
  void an_error_names_the_label_beside_the_key() {
    assertThat(errors(body("configuration", Map.of())).getFirst())
        .hasToString("Infusionsoft server (configuration.infusionsoft.server) is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiKey", "apiSecret", "infusionsoft.private.key"})
  void secrets_in_a_query_are_refused_with_the_reason(String parameter) {
    query(GOOD_QUERY + "&" + parameter + "=hush");

    assertThat(reader.errors())
        .extracting(FieldError::field, FieldError::reason)
        .containsExactly(
            tuple(
                parameter,
                "is secret and must not be in a query: queries end up in logs and histories"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "callbackUrl"})
  void what_is_ours_to_set_is_refused_in_a_query_with_the_reason(String parameter) {
    query(GOOD_QUERY + "&" + parameter + "=x");

    assertThat(reader.errors())
        .containsExactly(new FieldError(parameter, "is set by Element Connect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "instanceId", "tags[]", "Name", ""})
  void unknown_parameters_are_refused_by_name(String parameter) {
    query(GOOD_QUERY + "&" + Query.encode(parameter) + "=x");

    assertThat(reader.errors()).containsExactly(new FieldError(parameter, "is not known"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name=Other", "returnUrl=x", "siteAddress=" + SITE, "scope=full&scope=full"})
  void a_parameter_that_comes_twice_is_refused(String again) {
    query(GOOD_QUERY + "&" + again);

    assertThat(reader.errors())
        .extracting(FieldError::field, FieldError::reason)
        .contains(tuple(again.substring(0, again.indexOf('=')), "must not be repeated"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full%20crm", "admin", "Full", "%20", "%20%20", "full%20", "%20full"})
  void a_scope_that_the_element_does_not_have_is_refused(String scope) {
    query(GOOD_QUERY + "&scope=" + scope);

    assertThat(reader.errors()).extracting(FieldError::field).containsExactly("scope");
  }

  @Test
  void any_scope_is_refused_for_an_element_that_takes_none() {
    var scopeless = new StartReader(CATALOGUE.get("marketo"), List.of(RETURN_URL));

    scopeless.query(Query.parse("name=n&scope=full&returnUrl=" + RETURN_URL).orElseThrow());

    assertThat(scopeless.errors()).containsExactly(new FieldError("scope", "is not known"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name=&returnUrl=&siteAddress=" + SITE})
  void what_a_query_has_to_hold_is_reported(String raw) {
    query(raw);

    assertThat(reader.errors())
        .contains(
            new FieldError("name", "is required"), new FieldError("returnUrl", "is required"));
  }

  @Test
  void a_plus_in_a_query_stays_a_plus() {
    assertThat(query(GOOD_QUERY.replace("Acme", "A+B")).name()).isEqualTo("A+B");
  }

  @Test
  void all_errors_of_a_query_are_reported_at_once() {
    query("name=@n&returnUrl=//evil.test&siteAddress=evil.test&tags=a:b&apiSecret=x&state=y&z=1");

    assertThat(reader.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "name", "returnUrl", "infusionsoft.server", "tags", "apiSecret", "state", "z");
  }

  private static FieldError server(String field, String reason) {
    return new FieldError(field, "Infusionsoft server", reason);
  }

  private StartRequest query(String raw) {
    return reader.query(Query.parse(raw).orElseThrow());
  }

  private static List<FieldError> errors(Map<String, Object> body) {
    var reader = new StartReader(INFUSIONSOFT, List.of(RETURN_URL));
    reader.body(body);
    return reader.errors();
  }

  /** A good body in which one field has another value. */
  private static Map<String, Object> body(String field, Object value) {
    var body = body();
    body.put(field, value);
    return body;
  }

  private static Map<String, Object> body() {
    return Json.object(
        "name",
        "Acme's Infusionsoft",
        "configuration",
        Map.of("infusionsoft.server", SITE, "infusionsoft.private.key", PRIVATE_KEY),
        "tags",
        List.of("trial", "EU 2.0_x-y"),
        "returnUrl",
        RETURN_URL);
  }
}
