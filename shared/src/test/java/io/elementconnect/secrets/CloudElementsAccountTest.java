package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.NotSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudElementsAccountTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T12:00:00Z"));

  private Optional<Map<String, String>> stored = Optional.empty();
  private final CloudElementsAccount account =
      new CloudElementsAccount(_ -> stored, "dep/cloud-elements", CLOCK);

  @Test
  void both_secrets_are_found() {
    store(Map.of("organizationSecret", "org", "userSecret", "usr", "note", "x"));

    assertThat(account.secrets()).isEqualTo(new Found<>(new CloudElementsSecrets("org", "usr")));
  }

  @Test
  void a_refresh_gives_the_rotated_secrets() {
    store(Map.of("organizationSecret", "org", "userSecret", "old"));
    account.secrets();
    store(Map.of("organizationSecret", "org", "userSecret", "new"));

    assertThat(account.secrets()).isEqualTo(new Found<>(new CloudElementsSecrets("org", "old")));
    assertThat(account.refreshed()).isEqualTo(new Found<>(new CloudElementsSecrets("org", "new")));
  }

  @Test
  void a_secret_that_is_not_set_is_named() {
    assertThat(account.secrets()).isEqualTo(new NotSet<>("dep/cloud-elements"));
  }

  @Test
  void the_first_missing_field_is_named() {
    store(Map.of());
    assertThat(account.secrets())
        .isEqualTo(new NotSet<>("dep/cloud-elements, field organizationSecret"));

    store(Map.of("organizationSecret", "org"));
    assertThat(account.refreshed()).isEqualTo(new NotSet<>("dep/cloud-elements, field userSecret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"usr\n", " usr", "u sr", "\u2026", "usr\u200b", "us\u00e9r", "usr,", "usr\u007f"})
  @Tag("R38")
  void what_no_header_can_hold_counts_as_not_set(String value) {
    store(Map.of("organizationSecret", "org", "userSecret", value));
    assertThat(account.refreshed()).isEqualTo(new NotSet<>("dep/cloud-elements, field userSecret"));

    store(Map.of("organizationSecret", value, "userSecret", "usr"));
    assertThat(account.refreshed())
        .isEqualTo(new NotSet<>("dep/cloud-elements, field organizationSecret"));
  }

  @Test
  void the_header_has_the_form_of_cloud_elements() {
    var secrets = new CloudElementsSecrets("org=", "u/s+r=");

    assertThat(secrets.authorization()).isEqualTo("User u/s+r=, Organization org=");
    assertThat(secrets.authorization("t0k="))
        .isEqualTo("User u/s+r=, Organization org=, Element t0k=");
  }

  @Test
  void secrets_do_not_print_themselves() {
    store(Map.of("organizationSecret", "org-canary", "userSecret", "usr-canary"));

    assertThat(account.secrets().toString()).doesNotContain("canary");
  }

  private void store(Map<String, String> fields) {
    stored = Optional.of(fields);
  }
}
