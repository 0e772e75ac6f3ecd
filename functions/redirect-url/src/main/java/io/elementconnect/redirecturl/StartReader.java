package io.elementconnect.redirecturl;

import io.elementconnect.elements.Element;
import io.elementconnect.elements.Property;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.JsonObject;
import io.elementconnect.url.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a start request and collects all of its errors. */
final class StartReader {
  private static final int MAX_NAME_CHARACTERS = 100;
  private static final int MAX_TAGS = 10;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9 _.-]{1,64}");
  // Cloud Elements strips HTML from names and turns one that begins with @ into a tag. Our own tags
  // begin with "ec:".
  private static final Pattern NAME =
      Pattern.compile("[^@:<>\\p{Cntrl}\\p{Cs}][^:<>\\p{Cntrl}\\p{Cs}]*");
  private static final Set<String> SECRET_PARAMETERS = Set.of("apiKey", "apiSecret");
  private static final Set<String> OUR_PARAMETERS = Set.of("callbackUrl", "state");

  private final Element element;
  private final List<String> returnUrls;
  private final List<FieldError> errors = new ArrayList<>();

  StartReader(Element element, List<String> returnUrls) {
    this.element = element;
    this.returnUrls = returnUrls;
  }

  /** The errors found so far, with the labels of properties; empty when the request may be used. */
  List<FieldError> errors() {
    return errors.stream().map(this::labelled).toList();
  }

  private FieldError labelled(FieldError error) {
    var name = error.field().replaceFirst("^configuration\\.", "");
    return element
        .property(name)
        .or(() -> element.propertyFeeding(name))
        .map(property -> error.labelled(property.label()))
        .orElse(error);
  }

  StartRequest body(Map<String, Object> fields) {
    var json = JsonObject.root(fields, errors);
    var name = json.required("name");
    var returnUrl = json.required("returnUrl");
    var tags = json.texts("tags");
    var stated = json.textMap("configuration");
    json.refuseOthers();
    return check(name, returnUrl, tags, stated, "configuration.", null);
  }

  StartRequest query(Query query) {
    var stated = new LinkedHashMap<String, String>();
    var spellings = new HashMap<String, String>();
    for (var parameter : query.names()) {
      if (!parameter.equals("tags") && query.single(parameter).isEmpty()) {
        addError(parameter, "must not be repeated");
      }
      switch (parameter) {
        case "name", "returnUrl", "tags", "scope" -> {}
        default -> property(parameter, query, stated, spellings);
      }
    }
    for (var required : List.of("name", "returnUrl")) {
      if (query.all(required).stream().allMatch(String::isEmpty)) {
        addError(required, "is required");
      }
    }
    return check(
        query.single("name").orElse(""),
        query.single("returnUrl").orElse(""),
        query.all("tags").stream().filter(tag -> !tag.isEmpty()).toList(),
        stated,
        "",
        query.single("scope").filter(scope -> !scope.isEmpty()).orElse(null));
  }

  private void property(
      String parameter, Query query, Map<String, String> stated, Map<String, String> spellings) {
    var value = query.single(parameter).orElse("");
    if (isSecret(parameter) && value.isBlank()) {
      return; // left out
    }
    if (SECRET_PARAMETERS.contains(parameter) || isSecret(parameter)) {
      addError(
          parameter, "is secret and must not be in a query: queries end up in logs and histories");
      return;
    }
    if (OUR_PARAMETERS.contains(parameter)) {
      addError(parameter, "is set by Element Connect");
      return;
    }
    var property = element.propertyFeeding(parameter).or(() -> element.property(parameter));
    if (property.isEmpty()) {
      addError(parameter, "is not known");
      return;
    }
    var key = property.get().key();
    if (isLeftOut(value)) {
      return;
    }
    var before = stated.putIfAbsent(key, value);
    var spelling = spellings.putIfAbsent(key, parameter);
    if (before != null && !before.equals(value)) {
      addError(parameter, "has a different value than " + spelling);
    }
  }

  private boolean isSecret(String parameter) {
    return element.property(parameter).filter(Property::secret).isPresent();
  }

  private StartRequest check(
      String name,
      String returnUrl,
      List<String> tags,
      Map<String, String> stated,
      String prefix,
      @Nullable String scope) {
    checkReturnUrl(returnUrl);
    checkTags(tags);
    checkScope(scope);
    var configuration = new LinkedHashMap<String, String>();
    var secrets = new LinkedHashMap<String, String>();
    stated.forEach((key, value) -> accept(key, value, prefix, configuration, secrets));
    element.properties().stream()
        .filter(property -> property.required() && !property.secret())
        .filter(property -> isLeftOut(stated.get(property.key())))
        .forEach(property -> addError(prefix + property.key(), "is required"));
    return new StartRequest(
        element, checkedName(name), tags, returnUrl, configuration, secrets, scope);
  }

  private void accept(
      String key,
      String value,
      String prefix,
      Map<String, String> configuration,
      Map<String, String> secrets) {
    var property = element.property(key);
    if (property.isEmpty()) {
      addError(prefix + key, "is not known");
      return;
    }
    if (isLeftOut(value)) {
      return;
    }
    var accepted = property.get().accept(value);
    if (accepted.isEmpty()) {
      addError(prefix + key, "is not acceptable. " + property.get().help());
      return;
    }
    (property.get().secret() ? secrets : configuration).put(key, accepted.get());
  }

  /** A form sends an empty text for an input that was not filled in. */
  private static boolean isLeftOut(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private String checkedName(String stated) {
    var name = stated.strip();
    if (stated.isEmpty()) {
      return name; // already reported as missing
    }
    if (name.length() > MAX_NAME_CHARACTERS) {
      addError("name", "may have at most " + MAX_NAME_CHARACTERS + " characters");
    } else if (!NAME.matcher(name).matches()) {
      addError(
          "name",
          "must not be blank, begin with @, or contain a colon, <, > or an unpaired surrogate");
    }
    return name;
  }

  private void checkReturnUrl(String returnUrl) {
    if (!returnUrl.isEmpty() && !returnUrls.contains(returnUrl)) {
      addError("returnUrl", "is not one of the return URLs of this deployment");
    }
  }

  private void checkTags(List<String> tags) {
    if (tags.size() > MAX_TAGS) {
      addError("tags", "may have at most " + MAX_TAGS + " entries");
    }
    if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      addError("tags", "must each have 1 to 64 letters, digits, spaces, or _ . -");
    }
  }

  private void checkScope(@Nullable String scope) {
    if (scope == null) {
      return;
    }
    var allowed = element.scope() == null ? List.of() : List.of(element.scope().split(" "));
    if (!allowed.containsAll(Arrays.asList(scope.split(" ", -1)))) {
      addError("scope", allowed.isEmpty() ? "is not known" : "may only be of " + allowed);
    }
  }

  private void addError(String field, String reason) {
    errors.add(new FieldError(field, reason));
  }
}
