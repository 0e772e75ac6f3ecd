package io.elementconnect.elements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.elements.Element.Authentication;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFileTest {
  private static final String VALID =
      """
      {"elements": [{"key": "acme", "ids": [17], "issuer": "https://acme.test", "name": "Acme",
        "hub": "crm", "authentication": "oauth2", "authorizeHosts": ["{site}", "login.acme.test"],
        "properties": [
          {"key": "acme.site", "label": "Site", "help": "Your site", "required": true,
           "normalize": "host", "pattern": "[a-z]+[.]acme[.]test", "oauthUrlParameter": "siteAddress"},
          {"key": "acme.key", "label": "Key", "help": "Your key", "secret": true, "pattern": ".+"},
          {"key": "acme.kind", "label": "Kind", "help": "A or b", "pattern": "a|b", "default": "a"}],
        "callbackParameters": [{"name": "realmId", "required": true}],
        "scope": "read write", "siteParameter": "realmId"}]}
      """;

  @Test
  void every_field_of_an_element_is_read() {
    var element = load(VALID).get("acme");

    assertThat(element.ids()).containsExactly(17L);
    assertThat(element.issuer()).isEqualTo("https://acme.test");
    assertThat(element.name()).isEqualTo("Acme");
    assertThat(element.hub()).isEqualTo("crm");
    assertThat(element.authentication()).isEqualTo(Authentication.OAUTH2);
    assertThat(element.authorizeHosts()).containsExactly("{site}", "login.acme.test");
    assertThat(element.properties())
        .extracting(Property::key)
        .containsExactly("acme.site", "acme.key", "acme.kind");
    assertThat(element.callbackParameters())
        .containsExactly(new CallbackParameter("realmId", true));
    assertThat(element.scope()).isEqualTo("read write");
    assertThat(element.siteParameter()).isEqualTo("realmId");
  }

  @Test
  void every_field_of_a_property_is_read() {
    var properties = load(VALID).get("acme").properties();

    var site = properties.getFirst();
    assertThat(site.label()).isEqualTo("Site");
    assertThat(site.help()).isEqualTo("Your site");
    assertThat(site.required()).isTrue();
    assertThat(site.secret()).isFalse();
    assertThat(site.normalize()).isEqualTo(Property.Normalization.HOST);
    assertThat(site.pattern().pattern()).isEqualTo("[a-z]+[.]acme[.]test");
    assertThat(site.oauthUrlParameter()).isEqualTo("siteAddress");
    assertThat(properties.get(1).secret()).isTrue();
    assertThat(properties.get(2).defaultValue()).isEqualTo("a");
  }

  @Test
  void what_may_be_missing_has_its_standard() {
    var element =
        load("""
        {"elements": [{"key": "acme", "name": "Acme", "hub": "crm",
          "authorizeHosts": ["login.acme.test"],
          "properties": [{"key": "k", "label": "l", "help": "h", "pattern": ".*"}],
          "callbackParameters": [{"name": "scope"}]}]}
        """)
            .get("acme");

    assertThat(element.ids()).isEmpty();
    assertThat(element.issuer()).isNull();
    assertThat(element.authentication()).isEqualTo(Authentication.OAUTH2);
    assertThat(element.scope()).isNull();
    assertThat(element.siteParameter()).isNull();
    assertThat(element.callbackParameters()).containsExactly(new CallbackParameter("scope", false));
    var property = element.properties().getFirst();
    assertThat(property.required()).isFalse();
    assertThat(property.secret()).isFalse();
    assertThat(property.normalize()).isEqualTo(Property.Normalization.NONE);
    assertThat(property.defaultValue()).isNull();
    assertThat(property.oauthUrlParameter()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "key": "acme",                   | ''                           | elements[0].key is required
          "key": "acme",                   | "key": "Acme",               | elements[0].key must match
          "key": "acme",                   | "key": "17",                 | elements[0].key must match
          "ids": [17]                      | "ids": [1.5]                 | elements[0].ids must be a list of whole numbers
          "ids": [17]                      | "ids": [0]                   | elements[0].ids must be greater than 0
          "ids": [17]                      | "ids": [-17]                 | elements[0].ids must be greater than 0
          "issuer": "https://acme.test"    | "issuer": 1                  | elements[0].issuer must be a text
          "name": "Acme",                  | ''                           | elements[0].name is required
          "hub": "crm",                    | ''                           | elements[0].hub is required
          "hub": "crm"                     | "hub": ""                    | elements[0].hub is required
          "oauth2"                         | "saml"                       | elements[0].authentication is not known
          "{site}", "login.acme.test"      | ''                           | elements[0].authorizeHosts is required
          "login.acme.test"                | "https://login.acme.test"    | elements[0].authorizeHosts must hold host names
          "login.acme.test"                | "login.acme.test:8443"       | elements[0].authorizeHosts must hold host names
          "login.acme.test"                | "*.acme.test"                | elements[0].authorizeHosts must hold host names
          "login.acme.test"                | "LOGIN.acme.test"            | elements[0].authorizeHosts must hold host names
          "login.acme.test"                | "localhost"                  | elements[0].authorizeHosts must hold host names
          "oauthUrlParameter": "siteAddress" | "oauthUrlParameter": "site" | elements[0].properties must have one that feeds siteAddress
          "scope": "read write"            | "scope": ["read"]            | elements[0].scope must be a text
          "siteParameter": "realmId"       | "siteParameter": 1           | elements[0].siteParameter must be a text
          "siteParameter"                  | "sitParameter"               | elements[0].sitParameter is not known
          "key": "acme.kind",              | ''                           | elements[0].properties[2].key is required
          "key": "acme.kind"               | "key": "acme.key"            | elements[0].properties has acme.key twice
          "key": "acme.kind"               | "key": "oauth.api.key"       | elements[0].properties has oauth.api.key, which is reserved
          "default": "a"                   | "oauthUrlParameter": "siteAddress" | elements[0].properties feeds siteAddress twice
          "default": "a"                   | "oauthUrlParameter": "state" | elements[0].properties feeds state twice, or it is reserved
          "label": "Kind",                 | ''                           | elements[0].properties[2].label is required
          "help": "A or b",                | ''                           | elements[0].properties[2].help is required
          "pattern": "a|b",                | ''                           | elements[0].properties[2].pattern is required
          "required": true,                | "required": "yes",           | elements[0].properties[0].required must be true or false
          "secret": true                   | "secret": 1                  | elements[0].properties[1].secret must be true or false
          "normalize": "host"              | "normalize": "upper"         | elements[0].properties[0].normalize is not known
          "pattern": ".+"                  | "pattern": "("               | elements[0].properties[1].pattern is not a regular expression
          "default": "a"                   | "default": "c"               | elements[0].properties[2].default does not match
          "default": "a"                   | "default": "a", "secret": true | elements[0].properties[2].secret cannot be combined with default or oauthUrlParameter
          "secret": true                   | "secret": true, "oauthUrlParameter": "k" | elements[0].properties[1].secret cannot be combined with default or oauthUrlParameter
          "label": "Key"                   | "label": "Key", "lable": ""  | elements[0].properties[1].lable is not known
          "name": "realmId",               | ''                           | elements[0].callbackParameters[0].name is required
          {"name": "realmId", "required"   | {"name": "realmId", "needed" | elements[0].callbackParameters[0].needed is not known
          {"elements"                      | {"version": 1, "elements"    | version is not known
          """)
  void each_error_is_reported_with_its_place(String right, String wrong, String fault) {
    assertThat(VALID).contains(right);

    assertThatThrownBy(() -> load(VALID.replace(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void a_site_in_the_callback_needs_a_property_for_it() {
    assertThatThrownBy(() ->
            load(
                """
                {"elements": [{"key": "acme", "name": "Acme", "hub": "crm", "siteParameter": "realmId",
                  "authorizeHosts": ["login.acme.test"]}]}
                """))
        .hasMessageContaining("elements[0].properties must have one that feeds siteAddress");
  }

  @Test
  void all_errors_are_reported_at_once() {
    var file = VALID.replace("\"name\": \"Acme\",", "").replace("\"help\": \"Your key\",", "");

    assertThatThrownBy(() -> load(file))
        .hasMessage(
            "catalogue: elements[0].name is required; elements[0].properties[1].help is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"elements\":[],\"elements\":[]}"})
  void what_is_no_json_object_is_refused(String file) {
    assertThatThrownBy(() -> load(file)).hasMessage("catalogue: not JSON");
  }

  @Test
  void elements_must_be_a_list() {
    assertThatThrownBy(() -> load("{\"elements\": {}}"))
        .hasMessage("catalogue: elements must be a list of objects");
  }

  @Test
  void elements_are_required() {
    assertThatThrownBy(() -> load("{}")).hasMessage("catalogue: elements is required");
  }

  @Test
  void a_key_may_come_once() {
    assertThatThrownBy(() ->
            load(
                """
                {"elements": [
                  {"key": "acme", "name": "a", "hub": "crm", "authentication": "basic"},
                  {"key": "acme", "name": "b", "hub": "crm", "authentication": "basic"}]}
                """))
        .hasMessage("catalogue: elements has acme twice");
  }

  @Test
  void a_number_may_mean_one_element() {
    assertThatThrownBy(() ->
            load(
                """
                {"elements": [
                  {"key": "acme", "ids": [17, 18], "name": "a", "hub": "crm", "authentication": "basic"},
                  {"key": "other", "ids": [18], "name": "b", "hub": "crm", "authentication": "basic"}]}
                """))
        .hasMessage("catalogue: elements gives the id 18 to two elements");
  }

  @Test
  void the_shipped_catalogue_knows_all_of_infusionsofterp() {
    var element = CatalogueFile.shipped().get("infusionsofterp");

    assertThat(element.hub()).isEqualTo("erp");
    assertThat(element.authentication()).isEqualTo(Authentication.OAUTH2);
    assertThat(element.issuer()).isNull();
    assertThat(element.authorizeHosts())
        .containsExactlyInAnyOrder("signin.infusionsoft.com", "accounts.infusionsoft.com");
    assertThat(element.properties())
        .extracting(Property::key)
        .containsExactly(
            "infusionsoft.server",
            "infusionsoft.private.key",
            "event.vendor.type",
            "filter.response.nulls");
    assertThat(element.callbackParameters()).containsExactly(new CallbackParameter("scope", false));
    assertThat(element.scope()).isEqualTo("full");
    assertThat(element.siteParameter()).isEqualTo("scope");
  }

  @Test
  void the_infusionsoft_server_is_required_and_feeds_the_site_address() {
    var server = shippedProperty("infusionsoft.server");

    assertThat(server.required()).isTrue();
    assertThat(server.secret()).isFalse();
    assertThat(server.normalize()).isEqualTo(Property.Normalization.HOST);
    assertThat(server.oauthUrlParameter()).isEqualTo("siteAddress");
    assertThat(CatalogueFile.shipped().get("infusionsofterp").siteProperty())
        .map(Property::key)
        .hasValue(server.key());
  }

  @Test
  void the_infusionsoft_key_is_secret_and_may_be_left_out() {
    var key = shippedProperty("infusionsoft.private.key");

    assertThat(key.required()).isFalse();
    assertThat(key.help()).contains("Keap gives no new encrypted keys", "leave it out");
    assertThat(key.secret()).isTrue();
    assertThat(key.accept("a1b2+/=")).hasValue("a1b2+/=");
    assertThat(key.accept("")).isEmpty();
    assertThat(key.accept("a b")).isEmpty();
  }

  @Test
  void the_defaults_of_infusionsofterp_are_those_of_cloud_elements() {
    assertThat(shippedProperty("event.vendor.type").defaultValue()).isEqualTo("polling");
    assertThat(shippedProperty("event.vendor.type").accept("webhook")).isPresent();
    assertThat(shippedProperty("event.vendor.type").accept("none")).isEmpty();
    assertThat(shippedProperty("filter.response.nulls").defaultValue()).isEqualTo("true");
    assertThat(shippedProperty("filter.response.nulls").accept("false")).isPresent();
    assertThat(shippedProperty("filter.response.nulls").accept("no")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "marketo, CLIENT_CREDENTIALS, 'OAuth 2.0 client credentials, without a person'",
    "stripe, API_KEY, an API key",
    "xero, OAUTH1, OAuth 1.0a"
  })
  void elements_that_cannot_be_served_are_listed_with_the_reason(
      String key, Authentication authentication, String words) {
    assertThat(CatalogueFile.shipped().find(key))
        .map(Element::authentication)
        .isEqualTo(Optional.of(authentication));
    assertThat(authentication).hasToString(words);
  }

  private static Property shippedProperty(String key) {
    return CatalogueFile.shipped().get("infusionsofterp").property(key).orElseThrow();
  }

  private static Catalogue load(String file) {
    return CatalogueFile.load(file.getBytes(UTF_8));
  }
}
