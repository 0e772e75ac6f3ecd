package io.elementconnect.elements;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.elements.Property.Normalization;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyTest {
  private static final Property SERVER =
      CatalogueFile.shipped().get("infusionsofterp").siteProperty().orElseThrow();

  @Test
  void white_space_around_a_value_does_not_count() {
    assertThat(plain("[a-z ]+").accept(" \t a b\n")).hasValue("a b");
  }

  @Test
  void the_whole_value_must_match() {
    assertThat(plain("a|b").accept("b")).hasValue("b");
    assertThat(plain("a|b").accept("bb")).isEmpty();
    assertThat(plain("a|b").accept("a\nb")).isEmpty();
  }

  @Test
  void a_value_may_have_1024_characters() {
    assertThat(plain("a+").accept("a".repeat(1024))).isPresent();
    assertThat(plain("a+").accept("a".repeat(1025))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dt123.infusionsoft.com",
        "DT123.Infusionsoft.COM",
        " dt123.infusionsoft.com ",
        "dt123.infusionsoft.com/",
        "https://dt123.infusionsoft.com",
        "https://dt123.infusionsoft.com/",
        "HTTPS://DT123.infusionsoft.com",
        "http://dt123.infusionsoft.com"
      })
  @Tag("R16")
  void every_way_to_write_a_host_becomes_one(String stated) {
    assertThat(SERVER.accept(stated)).hasValue("dt123.infusionsoft.com");
  }

  static Stream<String> foreign() {
    return Stream.of(
        "",
        "infusionsoft.com",
        ".infusionsoft.com",
        "127.0.0.1",
        "[::1]",
        "::1",
        "localhost",
        "169.254.169.254",
        "0x7f.1",
        "2130706433",
        "evil.com#.infusionsoft.com",
        "evil.com?.infusionsoft.com",
        "evil.com/.infusionsoft.com",
        "evil.com\\.infusionsoft.com",
        "evil.com%23.infusionsoft.com",
        "a.infusionsoft.com.evil.com",
        "a.b.infusionsoft.com",
        "ainfusionsoft.com",
        "a%00.infusionsoft.com",
        "a\0.infusionsoft.com",
        "a\n.infusionsoft.com",
        "a.infusionsoft.com\r\nHost: evil.com",
        "user@dt123.infusionsoft.com",
        "user:password@dt123.infusionsoft.com",
        "https://user@dt123.infusionsoft.com",
        "dt123.infusionsoft.com:443",
        "dt123.infusionsoft.com.",
        "dt123.infusionsoft.com/path",
        "dt123.infusionsoft.com//",
        "dt123.infusionsoft.com?a=b",
        "dt123.infusionsoft.com#a",
        "//dt123.infusionsoft.com",
        "ftp://dt123.infusionsoft.com",
        "https://https://dt123.infusionsoft.com",
        "https:dt123.infusionsoft.com",
        "javascript:dt123.infusionsoft.com",
        "dt123\uff0einfusionsoft\uff0ecom",
        "dt123\u3002infusionsoft\u3002com",
        "dt\uff11\uff12\uff13.infusionsoft.com",
        "dt123.infus\u0131onsoft.com",
        "\u212aap.infusionsoft.com",
        "dt\u00ad123.infusionsoft.com",
        "dt123.infusionsoft.com\u200b",
        "xn--dt123-abc.infusionsoft.com",
        "XN--dt123-abc.infusionsoft.com",
        "dt123 .infusionsoft.com",
        "-dt123.infusionsoft.com",
        "dt123-.infusionsoft.com",
        "dt_123.infusionsoft.com",
        "a".repeat(64) + ".infusionsoft.com",
        "a".repeat(300) + ".infusionsoft.com",
        "a".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  @Tag("R16")
  void nothing_else_passes_for_a_server_of_infusionsoft(String stated) {
    assertThat(SERVER.accept(stated)).isEmpty();
  }

  private static Property plain(String pattern) {
    return new Property(
        "key",
        "Label",
        "Help",
        false,
        false,
        Normalization.NONE,
        Pattern.compile(pattern),
        null,
        null);
  }
}
