package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.Whitespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever comes as cookies. */
@Tag("R04")
@Tag("R05")
class CookiesLawsTest {
  private static final BrowserKey KEY = new BrowserKey("k".repeat(43));
  private static final String PAIR = "__Host-connect=" + KEY.value();
  // RFC 6265, section 4.2.1, with the white space of RFC 9110, section 5.6.3, around a pair.
  private static final Pattern OURS =
      Pattern.compile("(?:^|[;\n])[ \t]*__Host-connect=([^;\n]*)", Pattern.DOTALL);

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] lines) {
    assertSameAsTheGrammar(Arrays.asList(new String(lines, StandardCharsets.UTF_8).split("\n")));
  }

  @Property
  void only_whole_pairs_of_one_value_are_a_cookie(
      @ForAll @Size(max = 4) List<@Chars({';', ' ', '\t', '=', '\u2003', '\u001f'}) String> between,
      @ForAll boolean twice) {
    var header = String.join(twice ? PAIR : "x", between);
    assertSameAsTheGrammar(List.of(header));
    assertSameAsTheGrammar(List.of(header, PAIR));
  }

  @Property
  void nothing_before_its_name_makes_a_cookie_ours(@ForAll @Whitespace @NotEmpty String before) {
    var visible = before.replace(" ", "").replace("\t", "");

    assertThat(browserKey(List.of("theme=dark; " + before + PAIR)))
        .isEqualTo(visible.isEmpty() ? Optional.of(KEY) : Optional.empty());
  }

  @Property
  void others_neither_hide_a_cookie_nor_their_order(
      @ForAll List<@AlphaChars String> others, @ForAll int seed) {
    var headers = new ArrayList<>(others.stream().map(name -> name + "=1").toList());
    headers.add(PAIR);
    Collections.shuffle(headers, new Random(seed));

    assertThat(browserKey(headers)).hasValue(KEY);
    assertThat(browserKey(List.of(String.join("; ", headers)))).hasValue(KEY);
  }

  private static void assertSameAsTheGrammar(List<String> headers) {
    var values =
        OURS.matcher(String.join("\n", headers))
            .results()
            .map(found -> found.group(1).replaceAll("^[ \t]+|[ \t]+$", ""))
            .distinct()
            .toList();

    assertThat(Promptly.call(() -> browserKey(headers)))
        .isEqualTo(
            values.size() == 1
                ? BrowserKey.parse(values.getFirst())
                : Optional.<BrowserKey>empty());
  }

  private static Optional<BrowserKey> browserKey(List<String> cookies) {
    var event = new APIGatewayV2HTTPEvent();
    event.setCookies(cookies);
    return BrowserKeyCookie.read(Request.of(event, "id", 1));
  }
}
