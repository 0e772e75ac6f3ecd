package io.elementconnect.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore.Stored;
import io.elementconnect.testing.MemorySecrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudElementsAccountTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T12:00:00Z"));

  private Stored stored = new Stored.Nothing();
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
    assertThat(account.secrets()).isEqualTo(notSet("has no value yet"));
  }

  @Test
  void the_first_missing_field_is_named() {
    store(Map.of());
    assertThat(account.secrets()).isEqualTo(notSet("has no value for organizationSecret yet"));

    store(Map.of("organizationSecret", "org"));
    assertThat(account.refreshed()).isEqualTo(notSet("has no value for userSecret yet"));

    store(Map.of("organizationSecret", "org", "userSecret", " \t", "note", "x"));
    assertThat(account.refreshed()).isEqualTo(notSet("has no value for userSecret yet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"u sr", "\u2026", "usr\u200b", "us\u00e9r", "usr,", "usr\u007f", "u\nr"})
  @Tag("R38")
  void what_no_header_can_hold_is_unreadable(String value) {
    var reason = "has a value for %s with a character that no Authorization header can hold";

    store(Map.of("organizationSecret", "org", "userSecret", value));
    assertThat(account.refreshed()).isEqualTo(unreadable(reason.formatted("userSecret")));

    store(Map.of("organizationSecret", value, "userSecret", "usr"));
    assertThat(account.refreshed()).isEqualTo(unreadable(reason.formatted("organizationSecret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr\n", " usr", "\ufeffusr", "usr\u00a0\r\n", "\ufeff\n usr\t\u2028"})
  void white_space_and_a_byte_order_mark_around_a_value_are_left_out(String value) {
    store(Map.of("organizationSecret", value.replace("usr", "org"), "userSecret", value));

    assertThat(account.secrets()).isEqualTo(new Found<>(new CloudElementsSecrets("org", "usr")));
  }

  @Test
  void white_space_and_a_byte_order_mark_around_the_object_are_left_out() {
    stored =
        new Stored.Text(
            "\ufeff\r\n {\"organizationSecret\":\"org\",\"userSecret\":\"usr\"}\u00a0\n");

    assertThat(account.secrets()).isEqualTo(new Found<>(new CloudElementsSecrets("org", "usr")));
  }

  @Test
  void a_misspelt_key_is_named_with_the_missing_one() {
    store(Map.of("organisationSecret", "org", "userSecret", "usr"));

    assertThat(account.secrets())
        .isEqualTo(
            unreadable(
                "has no organizationSecret, but keys that are not known: organisationSecret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "[]", "\"canary\"", "{\"userSecret\":\"canary\"", "{} {}", "5"})
  void what_is_no_object_is_unreadable(String text) {
    stored = new Stored.Text(text);

    assertThat(account.secrets()).isEqualTo(unreadable("is not a JSON object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "[]", "{\"a\":\"canary\"}"})
  void a_value_of_another_type_is_unreadable(String value) {
    stored = new Stored.Text("{\"organizationSecret\":\"org\",\"userSecret\":" + value + "}");

    assertThat(account.secrets())
        .isEqualTo(unreadable("has a value for userSecret that is not a text"));
  }

  @Test
  void a_binary_value_is_unreadable() {
    stored = new Stored.Binary();

    assertThat(account.secrets()).isEqualTo(unreadable("is binary, not JSON"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\ufeff"})
  void a_blank_value_is_not_set(String text) {
    stored = new Stored.Text(text);

    assertThat(account.secrets()).isEqualTo(notSet("has no value yet"));
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
    stored = MemorySecrets.json(fields);
  }

  private static SecretLookup<CloudElementsSecrets> notSet(String reason) {
    return new Unusable<>(new SecretProblem("dep/cloud-elements", Kind.NOT_SET, reason));
  }

  private static SecretLookup<CloudElementsSecrets> unreadable(String reason) {
    return new Unusable<>(new SecretProblem("dep/cloud-elements", Kind.UNREADABLE, reason));
  }
}
