package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.NotSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderAppsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T12:00:00Z"));

  private final Map<String, Map<String, String>> stored = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private final ProviderApps apps = new ProviderApps(this::read, "dep/elements/", CLOCK);

  @Test
  void everything_besides_key_and_secret_is_a_default() {
    stored.put(
        "dep/elements/acme",
        Map.of("apiKey", "key", "apiSecret", "secret", "acme.private.key", "default"));

    assertThat(apps.lookup("acme"))
        .isEqualTo(
            new Found<>(new ProviderApp("key", "secret", Map.of("acme.private.key", "default"))));
  }

  @Test
  void each_element_has_an_app_of_its_own() {
    stored.put("dep/elements/one", Map.of("apiKey", "1", "apiSecret", "a"));
    stored.put("dep/elements/two", Map.of("apiKey", "2", "apiSecret", "b"));

    assertThat(apps.lookup("one")).isEqualTo(new Found<>(new ProviderApp("1", "a", Map.of())));
    assertThat(apps.lookup("two")).isEqualTo(new Found<>(new ProviderApp("2", "b", Map.of())));
  }

  @Test
  void each_secret_is_read_once() {
    stored.put("dep/elements/acme", Map.of("apiKey", "key", "apiSecret", "secret"));

    apps.lookup("acme");
    apps.lookup("acme");

    assertThat(reads).containsExactly("dep/elements/acme");
  }

  @Test
  void a_secret_that_is_not_set_is_named() {
    assertThat(apps.lookup("acme")).isEqualTo(new NotSet<>("dep/elements/acme"));
  }

  @Test
  void a_missing_field_is_named() {
    stored.put("dep/elements/acme", Map.of("apiKey", "key"));

    assertThat(apps.lookup("acme")).isEqualTo(new NotSet<>("dep/elements/acme, field apiSecret"));
  }

  @Test
  void an_app_does_not_print_itself() {
    stored.put(
        "dep/elements/acme",
        Map.of("apiKey", "canary-1", "apiSecret", "canary-2", "acme.private.key", "canary-3"));

    assertThat(apps.lookup("acme").toString()).doesNotContain("canary");
  }

  private Optional<Map<String, String>> read(String name) {
    reads.add(name);
    return Optional.ofNullable(stored.get(name));
  }
}
