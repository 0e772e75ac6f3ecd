package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.elements.Element;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore.Stored;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.RecordedJournal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R38")
class ProviderAppsTest {
  private static final String NAME = "dep/elements/acme";

  private final Map<String, Stored> stored = new HashMap<>();
  private final List<String> reads = new ArrayList<>();
  private Instant now = Instant.parse("2030-01-01T12:00:00Z");
  private final RecordedJournal journal = new RecordedJournal(() -> now);
  private final ProviderApps apps =
      new ProviderApps(this::read, "dep/elements/", journal.journal(), () -> now);

  @Test
  void a_value_for_a_secret_property_of_the_element_is_a_default() {
    store(Map.of("apiKey", "key", "apiSecret", "secret", "acme.key", "default"));

    assertThat(lookup()).isEqualTo(found(Map.of("acme.key", "default")));
    assertThat(journal.events()).isEmpty();
  }

  @Test
  void nothing_else_of_the_secret_is_used() {
    store(
        Map.of(
            "apiKey", "key",
            "apiSecret", "secret",
            "acme.server", "canary.example.com",
            "organizationSecret", "canary",
            "oauth.callback.url", "https://canary.test",
            "note", 5));

    assertThat(lookup()).isEqualTo(found(Map.of()));
  }

  @Test
  void keys_that_are_not_used_are_journalled_once_for_each_value() {
    var fields = new HashMap<String, Object>(Map.of("apiKey", "key", "apiSecret", "secret"));
    fields.put("acme.kye", "canary");
    fields.put("a key with canary", "x");
    store(fields);

    lookup();
    now = now.plus(Duration.ofMinutes(5));
    lookup();
    assertThat(reads).hasSize(2);
    assertThat(journal.events()).containsExactly("secret_keys_unknown");
    assertThat(journal.line("secret_keys_unknown"))
        .containsEntry("secret", NAME)
        .extractingByKey("keys")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrder("acme.kye", "(other)");
    assertThat(journal.text()).doesNotContain("canary");

    fields.put("another", "canary");
    store(fields);
    now = now.plus(Duration.ofMinutes(5));
    lookup();
    assertThat(journal.events()).containsExactly("secret_keys_unknown", "secret_keys_unknown");
  }

  @Test
  void a_default_is_normalised_like_a_value_of_a_caller() {
    store(
        Map.of("apiKey", " key\n", "apiSecret", "\ufeffsecret", "acme.key", "HTTPS://Key.Test/ "));

    assertThat(lookup()).isEqualTo(found(Map.of("acme.key", "key.test")));
  }

  @Test
  void a_default_that_its_property_does_not_accept_is_unreadable() {
    store(Map.of("apiKey", "key", "apiSecret", "secret", "acme.key", "can ary"));

    assertThat(lookup())
        .isEqualTo(unusable(Kind.UNREADABLE, "has a value for acme.key that is not acceptable"));
  }

  @Test
  void a_default_of_another_type_is_unreadable() {
    store(Map.of("apiKey", "key", "apiSecret", "secret", "acme.key", 5));

    assertThat(lookup())
        .isEqualTo(unusable(Kind.UNREADABLE, "has a value for acme.key that is not a text"));
  }

  @Test
  void a_blank_default_counts_as_left_out() {
    store(Map.of("apiKey", "key", "apiSecret", "secret", "acme.key", " "));

    assertThat(lookup()).isEqualTo(found(Map.of()));
  }

  @Test
  void each_element_has_an_app_of_its_own() {
    stored.put("dep/elements/one", app("1", "a"));
    stored.put("dep/elements/two", app("2", "b"));

    assertThat(apps.lookup(element("one"), _ -> true))
        .isEqualTo(new Found<>(new ProviderApp("1", "a", Map.of())));
    assertThat(apps.lookup(element("two"), _ -> true))
        .isEqualTo(new Found<>(new ProviderApp("2", "b", Map.of())));
  }

  @Test
  void each_secret_is_read_once() {
    stored.put(NAME, app("key", "secret"));

    lookup();
    lookup();

    assertThat(reads).containsExactly(NAME);
  }

  @Test
  void a_default_that_is_needed_and_was_added_meanwhile_is_found() {
    stored.put(NAME, app("key", "secret"));
    lookup();
    store(Map.of("apiKey", "key", "apiSecret", "secret", "acme.key", "default"));
    now = now.plusSeconds(60);

    assertThat(lookup()).isEqualTo(found(Map.of()));
    assertThat(apps.lookup(element("acme"), app -> app.defaults().containsKey("acme.key")))
        .isEqualTo(found(Map.of("acme.key", "default")));
  }

  @Test
  void a_secret_that_is_not_set_is_named() {
    assertThat(lookup()).isEqualTo(unusable(Kind.NOT_SET, "has no value yet"));
  }

  @Test
  void a_missing_field_is_named() {
    store(Map.of("apiKey", "key"));

    assertThat(lookup()).isEqualTo(unusable(Kind.NOT_SET, "has no value for apiSecret yet"));
  }

  @Test
  void a_misspelt_field_is_named_with_the_missing_one() {
    store(Map.of("apiKey", "key", "apiSecert", "canary"));

    assertThat(lookup())
        .isEqualTo(
            unusable(Kind.UNREADABLE, "has no apiSecret, but keys that are not known: apiSecert"));
  }

  @Test
  void an_app_does_not_print_itself() {
    store(Map.of("apiKey", "canary-1", "apiSecret", "canary-2", "acme.key", "canary-3"));

    assertThat(lookup().toString()).doesNotContain("canary");
    assertThat(stored.toString()).doesNotContain("canary");
  }

  private SecretLookup<ProviderApp> lookup() {
    return apps.lookup(element("acme"), _ -> true);
  }

  private static SecretLookup<ProviderApp> found(Map<String, String> defaults) {
    return new Found<>(new ProviderApp("key", "secret", defaults));
  }

  private static SecretLookup<ProviderApp> unusable(Kind kind, String reason) {
    return new Unusable<>(new SecretProblem(NAME, kind, reason));
  }

  private void store(Map<String, ?> fields) {
    stored.put(NAME, MemorySecrets.json(fields));
  }

  private static Stored app(String key, String secret) {
    return MemorySecrets.json(Map.of("apiKey", key, "apiSecret", secret));
  }

  private Stored read(String name) {
    reads.add(name);
    return stored.getOrDefault(name, new Stored.Nothing());
  }

  private static Element element(String key) {
    var json =
        """
        {"elements": [{"key": "%s", "name": "Acme", "hub": "crm", "authorizeHosts": ["acme.example"],
          "properties": [
            {"key": "acme.server", "label": "Server", "help": "Where", "pattern": ".*"},
            {"key": "acme.key", "label": "Key", "help": "Which", "secret": true,
             "normalize": "host", "pattern": "[a-z.]+"}]}]}
        """
            .formatted(key);
    return CatalogueFile.load(json.getBytes(StandardCharsets.UTF_8)).get(key);
  }
}
