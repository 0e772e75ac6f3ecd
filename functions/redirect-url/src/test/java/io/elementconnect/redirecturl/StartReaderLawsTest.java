package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.CATALOGUE;
import static io.elementconnect.redirecturl.Deployment.RETURN_URL;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.elements.Element;
import io.elementconnect.json.Json;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.ManyNames;
import io.elementconnect.testing.Promptly;
import io.elementconnect.url.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever is stated at the start. */
@Tag("R16")
@Tag("R22")
@Tag("R31")
@Tag("R51")
class StartReaderLawsTest {
  private static final Element INFUSIONSOFT = CATALOGUE.get("infusionsofterp");

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] sent) {
    Json.parse(sent).ifPresent(body -> assertUsableOrRefused(StartReader::body, body));
    Query.parse(new String(sent, StandardCharsets.UTF_8))
        .ifPresent(query -> assertUsableOrRefused(StartReader::query, query));
  }

  @Property
  void any_body_is_usable_or_refused(@ForAll("bodies") Map<String, Object> body) {
    assertUsableOrRefused(StartReader::body, body);
  }

  @Property
  void any_query_is_usable_or_refused(@ForAll("queries") Map<String, String> parameters) {
    var query = Query.parse(Query.of(parameters)).orElseThrow();
    assertUsableOrRefused(StartReader::query, query);
  }

  @Example
  void a_query_of_nothing_but_names_is_usable_or_refused() {
    assertUsableOrRefused(StartReader::query, Query.parse(ManyNames.query()).orElseThrow());
  }

  @Provide
  Arbitrary<Map<String, Object>> bodies() {
    var values =
        Arbitraries.<Object>oneOf(
            words().map(word -> word),
            words().list().ofMaxSize(12).map(ArrayList::new),
            Arbitraries.maps(keys(), words()).map(HashMap::new),
            Arbitraries.integers().map(number -> number));
    return Arbitraries.maps(keys(), values)
        .map(others -> {
          var body = new HashMap<String, Object>();
          body.put("name", "Acme");
          body.put("returnUrl", RETURN_URL);
          body.put("configuration", Map.of("infusionsoft.server", SITE));
          body.putAll(others);
          return body;
        });
  }

  @Provide
  Arbitrary<Map<String, String>> queries() {
    return Arbitraries.maps(keys(), words())
        .map(others -> {
          var query = new HashMap<>(Map.of("name", "Acme", "siteAddress", SITE));
          query.put("returnUrl", RETURN_URL);
          query.putAll(others);
          return query;
        });
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.of(
        "name",
        "returnUrl",
        "tags",
        "configuration",
        "scope",
        "siteAddress",
        "infusionsoft.server",
        "infusionsoft.private.key",
        "apiSecret",
        "state",
        "element",
        "tenant");
  }

  private static Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "Acme",
            "@ec:acme",
            "ec:acme:" + "a".repeat(43),
            "full",
            SITE,
            RETURN_URL,
            RETURN_URL + ".evil.test",
            "x".repeat(65)),
        Arbitraries.strings());
  }

  private static <T> void assertUsableOrRefused(
      BiFunction<StartReader, T, StartRequest> read, T sent) {
    Promptly.call(() -> read.apply(new StartReader(INFUSIONSOFT, List.of(RETURN_URL)), sent));
    var reader = new StartReader(INFUSIONSOFT, List.of(RETURN_URL));
    var request = read.apply(reader, sent);
    if (!reader.errors().isEmpty()) {
      return;
    }
    assertThat(request.returnUrl()).isEqualTo(RETURN_URL);
    assertThat(request.name())
        .isNotBlank()
        .doesNotStartWith("@")
        .doesNotContain(":", "<", ">")
        .hasSizeLessThanOrEqualTo(100);
    assertThat(request.tags()).hasSizeLessThanOrEqualTo(10);
    assertThat(request.tags()).allSatisfy(tag -> assertThat(tag).matches("[A-Za-z0-9 _.-]{1,64}"));
    assertThat(request.site()).hasValueSatisfying(site -> assertThat(site).endsWith("soft.com"));
    assertThat(request.oauthUrlParameters())
        .allSatisfy((name, value) -> {
          assertThat(name).isIn("siteAddress", "scope");
          assertThat(value).isIn(request.site().orElse(""), "full");
        });
    assertThat(request).hasToString("StartRequest");
  }
}
