package io.elementconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever is sent as JSON. */
@Tag("R31")
@Tag("R37")
class JsonLawsTest {

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] json) {
    assertReadOrRefused(json);
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll byte[] json) {
    assertReadOrRefused(json);
  }

  @Property
  void what_was_printed_is_one_line_of_ascii_and_is_read_back(
      @ForAll("objects") Map<String, Object> object) {
    var printed = Json.print(object);

    assertThat(printed).matches("[ -~]*");
    assertThat(Json.parse(printed.getBytes(StandardCharsets.UTF_8))).hasValue(object);
  }

  @Property
  void nesting_counts_whatever_it_is_made_of(
      @ForAll @IntRange(min = 1, max = 40) int depth, @ForAll boolean lists) {
    var inner = lists ? "[".repeat(depth - 1) : "{\"a\":".repeat(depth - 1);
    var outer = lists ? "]".repeat(depth - 1) : "}".repeat(depth - 1);
    var json = "{\"a\":" + inner + "1" + outer + "}";

    assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8)).isPresent())
        .isEqualTo(depth <= Json.MAX_DEPTH);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    var names = Arbitraries.strings().ofMaxLength(8);
    var scalars =
        Arbitraries.<Object>oneOf(
            Arbitraries.strings().filter(JsonLawsTest::isWellFormed).map(text -> text),
            Arbitraries.longs().map(JsonLawsTest::asRead),
            Arbitraries.of(true, false));
    return Arbitraries.maps(
        names.filter(JsonLawsTest::isWellFormed),
        Arbitraries.oneOf(scalars, scalars.list().ofMaxSize(3).map(ArrayList::new)));
  }

  private static void assertReadOrRefused(byte[] json) {
    Promptly.call(() -> Json.parse(json))
        .ifPresent(object -> {
          assertThat(depth(object)).isLessThanOrEqualTo(Json.MAX_DEPTH);
          var printed = Json.print(object);
          assertThat(printed).matches("[ -~]*");
          assertThat(Json.parse(printed.getBytes(StandardCharsets.UTF_8)).map(Json::print))
              .hasValue(printed);
        });
  }

  private static int depth(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          1 + map.values().stream().mapToInt(JsonLawsTest::depthOf).max().orElse(0);
      case List<?> list -> 1 + list.stream().mapToInt(JsonLawsTest::depthOf).max().orElse(0);
      default -> 0;
    };
  }

  private static int depthOf(@Nullable Object value) {
    return value == null ? 0 : depth(value);
  }

  /** A number is read as the smallest of these two types that holds it. */
  private static Object asRead(long number) {
    return number == (int) number ? (Object) (int) number : (Object) number;
  }

  /** Half a pair of surrogates is no character, and cannot be sent. */
  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
