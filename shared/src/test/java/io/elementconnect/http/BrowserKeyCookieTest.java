package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.elementconnect.attempts.BrowserKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserKeyCookieTest {
  private static final BrowserKey KEY = new BrowserKey("b".repeat(43));

  @Test
  void it_is_set_for_this_host_over_https_for_a_day() {
    assertThat(BrowserKeyCookie.set(KEY))
        .isEqualTo(
            "__Host-connect="
                + "b".repeat(43)
                + "; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400");
  }

  @Test
  void it_is_read_back() {
    assertThat(read("theme=dark", "__Host-connect=" + KEY.value())).hasValue(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-connect=",
        "__Host-connect=1",
        "__Host-connect=\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"",
        "connect=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "__host-connect=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "__Host-connect-form=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      })
  @Tag("R05")
  void anything_else_is_no_browser_key(String cookie) {
    assertThat(read(cookie)).isEmpty();
  }

  @Test
  @Tag("R05")
  void two_of_them_are_none() {
    assertThat(read("__Host-connect=" + KEY.value(), "__Host-connect=" + "c".repeat(43))).isEmpty();
  }

  @Test
  @Tag("R05")
  void one_that_comes_twice_counts_once() {
    var pair = "__Host-connect=" + KEY.value();

    assertThat(read(pair, pair)).hasValue(KEY);
    assertThat(read(pair, "theme=dark; " + pair)).hasValue(KEY);
  }

  private static Optional<BrowserKey> read(String... cookies) {
    var event = new APIGatewayV2HTTPEvent();
    event.setCookies(List.of(cookies));
    return BrowserKeyCookie.read(Request.of(event, "id", 1));
  }
}
