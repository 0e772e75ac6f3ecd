package io.elementconnect.elements;

import io.elementconnect.elements.Element.Authentication;
import io.elementconnect.elements.Property.Normalization;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The catalogue as a JSON file: {@code {"elements": […]}}, one object for each {@link Element}. */
public final class CatalogueFile {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern HOST = Pattern.compile("\\{site}|[a-z0-9-]+(\\.[a-z0-9-]+)+");

  // The provider app and the attempt supply these to Cloud Elements.
  private static final String OUR_KEYS = "oauth.";
  private static final Set<String> OUR_PARAMETERS =
      Set.of("apiKey", "apiSecret", "callbackUrl", "state");

  private CatalogueFile() {}

  /** The catalogue that the product ships with. */
  public static Catalogue shipped() {
    try (var file = CatalogueFile.class.getResourceAsStream("catalogue.json")) {
      return load(Objects.requireNonNull(file).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads and checks a catalogue.
   *
   * @throws IllegalArgumentException when it is invalid; the message lists every error
   */
  public static Catalogue load(byte[] json) {
    var errors = new ArrayList<FieldError>();
    var fields =
        Json.parse(json).orElseThrow(() -> new IllegalArgumentException("catalogue: not JSON"));
    var root = JsonObject.root(fields, errors);
    var elements = root.objects("elements").stream().map(CatalogueFile::element).toList();
    root.refuseOthers();
    if (!fields.containsKey("elements")) {
      root.addError("elements", "is required");
    }
    checkNames(elements, root);
    if (!errors.isEmpty()) {
      var all = errors.stream().map(FieldError::toString).collect(Collectors.joining("; "));
      throw new IllegalArgumentException("catalogue: " + all);
    }
    return new Catalogue(elements);
  }

  private static Element element(JsonObject json) {
    var element =
        new Element(
            matching(json, "key", KEY),
            Set.copyOf(json.numbers("ids")),
            json.text("issuer").orElse(null),
            json.required("name"),
            json.required("hub"),
            choice(json, "authentication", Authentication.values(), Authentication.OAUTH2),
            json.texts("authorizeHosts"),
            json.objects("properties").stream().map(CatalogueFile::property).toList(),
            json.objects("callbackParameters").stream()
                .map(CatalogueFile::callbackParameter)
                .toList(),
            json.text("scope").orElse(null),
            json.text("siteParameter").orElse(null));
    json.refuseOthers();
    check(element, json);
    return element;
  }

  private static void check(Element element, JsonObject json) {
    var hosts = element.authorizeHosts();
    if (element.authentication() == Authentication.OAUTH2 && hosts.isEmpty()) {
      json.addError(
          "authorizeHosts", "is required: without it, nobody can be sent to the provider");
    }
    if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      json.addError("authorizeHosts", "must hold host names, or {site}");
    }
    if (element.ids().stream().anyMatch(id -> id <= 0)) {
      json.addError("ids", "must be greater than 0");
    }
    checkProperties(element.properties(), json);
    var needsSite = hosts.contains("{site}") || element.siteParameter() != null;
    if (needsSite && element.siteProperty().isEmpty()) {
      json.addError(
          "properties", "must have one that feeds siteAddress, because the element uses the site");
    }
  }

  /** Refuses duplicate and reserved names: one value would silently replace the other. */
  private static void checkProperties(List<Property> properties, JsonObject json) {
    var keys = new HashSet<String>();
    var parameters = new HashSet<>(OUR_PARAMETERS);
    for (var property : properties) {
      if (!keys.add(property.key())) {
        json.addError("properties", "has " + property.key() + " twice");
      }
      if (property.key().startsWith(OUR_KEYS)) {
        json.addError("properties", "has " + property.key() + ", which is reserved");
      }
      var parameter = property.oauthUrlParameter();
      if (parameter != null && !parameters.add(parameter)) {
        json.addError("properties", "feeds " + parameter + " twice, or it is reserved");
      }
    }
  }

  private static Property property(JsonObject json) {
    var property =
        new Property(
            json.required("key"),
            json.required("label"),
            json.required("help"),
            json.flag("required"),
            json.flag("secret"),
            choice(json, "normalize", Normalization.values(), Normalization.NONE),
            pattern(json, "pattern"),
            json.text("default").orElse(null),
            json.text("oauthUrlParameter").orElse(null));
    json.refuseOthers();
    var standard = property.defaultValue();
    if (standard != null && property.accept(standard).isEmpty()) {
      json.addError("default", "does not match the property's own pattern");
    }
    if (property.secret() && (standard != null || property.oauthUrlParameter() != null)) {
      json.addError("secret", "cannot be combined with default or oauthUrlParameter");
    }
    return property;
  }

  private static CallbackParameter callbackParameter(JsonObject json) {
    var parameter = new CallbackParameter(json.required("name"), json.flag("required"));
    json.refuseOthers();
    return parameter;
  }

  private static void checkNames(List<Element> elements, JsonObject root) {
    var names = new HashSet<String>();
    for (var element : elements) {
      if (!names.add(element.key())) {
        root.addError("elements", "has " + element.key() + " twice");
      }
      for (var id : element.ids()) {
        if (!names.add(id.toString())) {
          root.addError("elements", "gives the id " + id + " to two elements");
        }
      }
    }
  }

  private static String matching(JsonObject json, String name, Pattern form) {
    var text = json.required(name);
    if (!form.matcher(text).matches()) {
      json.addError(name, "must match " + form);
    }
    return text;
  }

  private static Pattern pattern(JsonObject json, String name) {
    try {
      return Pattern.compile(json.required(name));
    } catch (PatternSyntaxException e) {
      json.addError(name, "is not a regular expression");
      return Pattern.compile("");
    }
  }

  private static <E extends Enum<E>> E choice(
      JsonObject json, String name, E[] choices, E standard) {
    var text = json.text(name).orElse(standard.name().toLowerCase(Locale.ROOT));
    for (var choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    json.addError(name, "is not known");
    return standard;
  }
}
