package io.elementconnect.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for every query. */
@Tag("R18")
@Tag("R20")
@Tag("R21")
class QueryLawsTest {

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] raw) {
    assertReadOrRefused(new String(raw, StandardCharsets.UTF_8));
  }

  @Property
  void any_text_is_read_or_refused(@ForAll String raw) {
    assertReadOrRefused(raw);
  }

  @Property
  void what_looks_like_a_query_is_read_or_refused(
      @ForAll @Chars({'%', '=', '&', '+', ',', '0', '4', '8', 'C', 'c', 'A', 'f'}) String raw) {
    assertReadOrRefused(raw);
  }

  @Property
  void what_was_encoded_is_read_back(
      @ForAll
          Map<@CharRange(to = '\ud7ff') String, @CharRange(from = '\ue000', to = '\uffff') String>
              parameters) {
    var query = Query.parse(Query.of(parameters)).orElseThrow();

    assertThat(query.names()).containsExactlyInAnyOrderElementsOf(parameters.keySet());
    parameters.forEach((name, value) -> assertThat(query.single(name)).hasValue(value));
  }

  /** The JDK's decoder for forms must find the same, but that a plus sign is none of a query's. */
  private static void assertReadOrRefused(String raw) {
    Promptly.call(() -> Query.parse(raw))
        .ifPresent(query -> {
          var pairs = Arrays.stream(raw.split("&")).filter(pair -> !pair.isEmpty()).toList();
          assertThat(query.names())
              .containsExactlyElementsOf(
                  pairs.stream().map(QueryLawsTest::name).distinct().toList());
          for (var name : query.names()) {
            var values = values(pairs, name);
            assertThat(query.all(name)).isEqualTo(values);
            assertThat(query.single(name).isPresent()).isEqualTo(values.size() == 1);
          }
        });
  }

  private static List<String> values(List<String> pairs, String name) {
    return pairs.stream()
        .filter(pair -> name(pair).equals(name))
        .map(pair -> decoded(pair.contains("=") ? pair.split("=", 2)[1] : ""))
        .toList();
  }

  private static String name(String pair) {
    return decoded(pair.split("=", 2)[0]);
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
