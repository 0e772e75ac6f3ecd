package io.elementconnect.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.Arguments.Start;
import io.elementconnect.local.Arguments.Wrong;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void none_is_the_standard_port_and_quiet() {
    assertThat(parse()).isEqualTo(new Start(new Ports(8080), false));
  }

  @Test
  void they_come_in_any_order() {
    var both = new Start(new Ports(9000), true);

    assertThat(parse("--port", "9000", "--verbose")).isEqualTo(both);
    assertThat(parse("--verbose", "--port", "9000")).isEqualTo(both);
    assertThat(parse("--port", "9000")).isEqualTo(new Start(new Ports(9000), false));
    assertThat(parse("--verbose")).isEqualTo(new Start(new Ports(8080), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65533", "-1", "x", "", "--verbose", "99999999999"})
  void a_port_has_to_be_one(String port) {
    assertThat(parse("--port", port))
        .isEqualTo(new Wrong("--port: the port must be a number from 1 to 65532"));
  }

  @Test
  void a_port_has_to_be_named() {
    assertThat(parse("--verbose", "--port")).isInstanceOf(Wrong.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prot", "8080", "-v", "", "--VERBOSE", "--help"})
  void what_is_not_known_gets_the_usage(String argument) {
    assertThat(parse(argument))
        .isEqualTo(new Wrong("usage: ./run [--port <base>] [--verbose] [--help]"));
  }

  private static Arguments parse(String... arguments) {
    return Arguments.parse(List.of(arguments));
  }
}
