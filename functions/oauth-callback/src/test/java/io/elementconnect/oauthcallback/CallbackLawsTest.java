package io.elementconnect.oauthcallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.elements.Element;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.ManyNames;
import io.elementconnect.testing.Promptly;
import io.elementconnect.url.Query;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever a provider, or anybody else, sends to the callback. */
@Tag("R18")
@Tag("R19")
@Tag("R20")
@Tag("R21")
class CallbackLawsTest {
  private static final Element INFUSIONSOFT = CatalogueFile.shipped().get("infusionsofterp");
  private static final String STATE = "s".repeat(43);

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] rawQuery) {
    assertReadOrRefused(new String(rawQuery, StandardCharsets.UTF_8));
  }

  @Property
  void any_query_is_read_or_refused(@ForAll String rawQuery) {
    assertReadOrRefused(rawQuery);
    assertReadOrRefused("state=" + STATE + "&code=" + rawQuery);
  }

  @Property
  void any_parameters_are_read_or_refused(@ForAll("parameters") Map<String, String> parameters) {
    assertReadOrRefused(Query.of(parameters));
  }

  @Property
  void a_code_comes_through_as_the_provider_made_it(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 4096) String code) {
    var callback = Callback.parse("state=" + STATE + "&code=" + Query.encode(code)).orElseThrow();

    assertThat(callback.answer(INFUSIONSOFT).orElseThrow())
        .isInstanceOfSatisfying(
            Allowed.class, allowed -> assertThat(allowed.code()).isEqualTo(code));
  }

  @Example
  void a_query_of_nothing_but_names_is_read_or_refused() {
    assertReadOrRefused("state=" + STATE + "&code=a-code" + ManyNames.query());
  }

  @Provide
  Arbitrary<Map<String, String>> parameters() {
    var names = Arbitraries.of("state", "code", "error", "scope", "iss", "error_description", "x");
    var values =
        Arbitraries.oneOf(
            Arbitraries.of("", STATE, STATE + "s", "a-code", "access_denied", "c".repeat(4097)),
            Arbitraries.strings());
    return Arbitraries.maps(names, values).map(LinkedHashMap::new);
  }

  private static void assertReadOrRefused(String rawQuery) {
    Promptly.call(() -> Callback.parse(rawQuery))
        .ifPresent(callback -> assertRead(rawQuery, callback));
  }

  /** Compared with a reader that decodes everything, where that is possible. */
  private static void assertRead(String rawQuery, Callback callback) {
    assertThat(callback.state().value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(callback).hasToString("Callback");
    var answer = callback.answer(INFUSIONSOFT);
    var query = Query.parse(rawQuery);
    query.ifPresent(
        all -> assertThat(stated(all, "state")).containsExactly(callback.state().value()));
    answer.ifPresent(read -> {
      switch (read) {
        case Allowed(var code, var parameters) -> {
          assertThat(code).matches("[ -~]{1,4096}");
          assertThat(parameters)
              .allSatisfy((name, value) -> {
                assertThat(name).isEqualTo("scope");
                assertThat(value).matches("[ -~]{1,512}");
              });
          query.ifPresent(all -> {
            assertThat(stated(all, "code")).containsExactly(code);
            assertThat(stated(all, "error")).isEmpty();
          });
        }
        case Denied() ->
            query.ifPresent(
                all -> assertThat(stated(all, "error")).containsExactly("access_denied"));
        case ProviderAnswer.Failed(var error) -> {
          assertThat(error).matches("[a-z_]{1,64}").isNotEqualTo("access_denied");
          query.ifPresent(all -> assertThat(stated(all, "error")).hasSize(1));
        }
      }
    });
  }

  private static List<String> stated(Query query, String name) {
    return query.all(name).stream().filter(value -> !value.isEmpty()).toList();
  }
}
