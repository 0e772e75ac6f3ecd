package io.elementconnect.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.Whitespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever is stated as the address of an account. */
@Tag("R16")
class SiteLawsTest {
  private static final Element INFUSIONSOFT = CatalogueFile.shipped().get("infusionsofterp");
  private static final String DOMAIN = ".infusionsoft.com";

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] stated) {
    assertHostOrRefused(new String(stated, StandardCharsets.UTF_8));
  }

  @Property
  void any_text_is_a_host_of_the_provider_or_refused(@ForAll String stated) {
    assertHostOrRefused(stated);
  }

  @Property
  void what_looks_like_an_address_is_a_host_of_the_provider_or_refused(
      @ForAll @Chars({'h', ':', '/', '@', '#', '?', '.', '\\', '%', '-', 'x', '\uff0e', 'ſ', 'K'})
          String before,
      @ForAll @Chars({':', '/', '@', '#', '?', '.', '\\', '%', '\u3002', '8', '\n'}) String after) {
    assertHostOrRefused(before + "dt123" + DOMAIN + after);
    assertHostOrRefused("https://" + before + DOMAIN + after);
  }

  @Property
  void an_account_is_accepted_in_every_way_that_people_write_it(
      @ForAll @Chars({'a', 'z', '0', '9'}) @StringLength(1) String end,
      @ForAll @Chars({'a', 'z', '0', '9', '-'}) @StringLength(max = 61) String between,
      @ForAll @Whitespace String space) {
    var host = end + between + end + DOMAIN;

    assertThat(accept(host)).hasValue(host);
    assertThat(accept("https://" + host)).hasValue(host);
    assertThat(accept(space + "HTTP://" + host.toUpperCase(Locale.ROOT) + "/" + space))
        .hasValue(host);
  }

  private static void assertHostOrRefused(String stated) {
    Promptly.call(() -> accept(stated))
        .ifPresent(site -> {
          assertThat(site).matches("[a-z0-9-]{1,63}\\.infusionsoft\\.com");
          var address = URI.create("https://" + site + "/");
          assertThat(address.getHost()).isEqualTo(site);
          assertThat(address.getRawAuthority()).isEqualTo(site);
          assertThat(stated.toLowerCase(Locale.ROOT)).contains(site);
          assertThat(accept(site)).as("in its one form").hasValue(site);
        });
  }

  private static Optional<String> accept(String stated) {
    return INFUSIONSOFT.siteProperty().orElseThrow().accept(stated);
  }
}
