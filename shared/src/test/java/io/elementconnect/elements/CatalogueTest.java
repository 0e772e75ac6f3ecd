package io.elementconnect.elements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private final Catalogue catalogue =
      CatalogueFile.load(
          """
          {"elements": [
            {"key": "acme", "ids": [17, 4711], "name": "Acme", "hub": "crm",
             "authorizeHosts": ["login.acme.test"]},
            {"key": "other", "ids": [18], "name": "Other", "hub": "crm",
             "authorizeHosts": ["login.other.test"]}]}
          """
              .getBytes(UTF_8));

  @Test
  void an_element_is_found_by_its_key() {
    assertThat(catalogue.find("other")).map(Element::name).hasValue("Other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "4711"})
  void an_element_is_found_by_each_of_its_numbers(String id) {
    assertThat(catalogue.find(id)).map(Element::key).hasValue("acme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ACME", "acm", "19", "-17", "17.0", "99999999999999999999"})
  void nothing_else_finds_one(String keyOrId) {
    assertThat(catalogue.find(keyOrId)).isEmpty();
  }

  @Test
  void an_element_that_a_record_names_must_be_there() {
    assertThat(catalogue.get("acme").name()).isEqualTo("Acme");
    assertThatThrownBy(() -> catalogue.get("gone"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gone");
  }
}
