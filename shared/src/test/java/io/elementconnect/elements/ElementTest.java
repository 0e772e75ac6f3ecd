package io.elementconnect.elements;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.elements.Element.Authentication;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
  private static final Element INFUSIONSOFT = CatalogueFile.shipped().get("infusionsofterp");
  private static final Element SITE_ONLY = authorizedAt("{site}");

  @Test
  void a_property_is_found_by_its_key() {
    assertThat(INFUSIONSOFT.property("event.vendor.type")).isPresent();
    assertThat(INFUSIONSOFT.property("event.vendor")).isEmpty();
  }

  @Test
  void a_property_is_found_by_the_parameter_that_it_feeds() {
    assertThat(INFUSIONSOFT.propertyFeeding("siteAddress"))
        .map(Property::key)
        .hasValue("infusionsoft.server");
    assertThat(INFUSIONSOFT.propertyFeeding("subdomain")).isEmpty();
  }

  @Test
  void a_person_may_be_sent_to_the_named_hosts_only() {
    assertThat(INFUSIONSOFT.allowsAuthorizeHost("signin.infusionsoft.com", null)).isTrue();
    assertThat(INFUSIONSOFT.allowsAuthorizeHost("accounts.infusionsoft.com", null)).isTrue();
    assertThat(INFUSIONSOFT.allowsAuthorizeHost("infusionsoft.com", null)).isFalse();
    assertThat(INFUSIONSOFT.allowsAuthorizeHost("signin.infusionsoft.com.evil.test", null))
        .isFalse();
    assertThat(INFUSIONSOFT.allowsAuthorizeHost("dt123.infusionsoft.com", "dt123.infusionsoft.com"))
        .isFalse();
  }

  @Test
  void the_stated_site_replaces_the_placeholder() {
    assertThat(SITE_ONLY.allowsAuthorizeHost("a.acme.test", "a.acme.test")).isTrue();
    assertThat(SITE_ONLY.allowsAuthorizeHost("b.acme.test", "a.acme.test")).isFalse();
    assertThat(SITE_ONLY.allowsAuthorizeHost("a.acme.test", null)).isFalse();
    assertThat(SITE_ONLY.allowsAuthorizeHost("{site}", "a.acme.test")).isFalse();
  }

  @Test
  void a_site_is_what_the_site_property_accepts() {
    assertThat(INFUSIONSOFT.isSite("dt123.infusionsoft.com")).isTrue();
    assertThat(INFUSIONSOFT.isSite("dt123.evil.test")).isFalse();
    assertThat(SITE_ONLY.isSite("a.acme.test")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "dt123.infusionsoft.com, dt123.infusionsoft.com",
    "full|dt123.infusionsoft.com, dt123.infusionsoft.com",
    "a|b|dt123.infusionsoft.com, dt123.infusionsoft.com",
    "FULL|DT123.Infusionsoft.COM, dt123.infusionsoft.com",
    "https://dt123.infusionsoft.com/, dt123.infusionsoft.com",
    "full|evil.test, evil.test"
  })
  void a_callback_names_the_site_behind_its_last_bar(String parameter, String site) {
    assertThat(INFUSIONSOFT.siteNamed(parameter)).hasValue(site);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "full", "full|", "|", "dt123.infusionsoft.com|full"})
  void a_callback_without_a_host_names_no_site(String parameter) {
    assertThat(INFUSIONSOFT.siteNamed(parameter)).isEmpty();
  }

  private static Element authorizedAt(String host) {
    return new Element(
        "acme",
        Set.of(),
        null,
        "Acme",
        "crm",
        Authentication.OAUTH2,
        List.of(host),
        List.of(),
        List.of(),
        null,
        null);
  }
}
