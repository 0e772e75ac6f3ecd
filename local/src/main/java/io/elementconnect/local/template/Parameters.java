package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The values of the template's parameters, held to what the template allows. Regular expressions
 * are Java's, as in CloudFormation, and must match the whole value, or each item of a list.
 */
final class Parameters {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private final Map<String, Part> values = new LinkedHashMap<>();

  /**
   * @param declared the template's {@code Parameters}
   * @throws TemplateException when one has no value, is not declared, or is not allowed
   */
  Parameters(Mapping declared, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!declared.fields().containsKey(name)) {
        throw declared.place().wrong("there is no parameter " + name);
      }
    }
    declared
        .fields()
        .forEach((name, part) -> {
          if (!(part instanceof Mapping declaration)) {
            throw part.place().wrong("must be a mapping");
          }
          values.put(name, value(declaration, Optional.ofNullable(given.get(name))));
        });
  }

  Optional<Part> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static Part value(Mapping declaration, Optional<String> given) {
    var place = declaration.place();
    var text =
        given
            .or(() -> literal(declaration, "Default"))
            .orElseThrow(() -> place.wrong("the parameter has no value and no default"));
    var type = literal(declaration, "Type").orElseThrow(() -> place.wrong("has no Type"));
    var isList = type.equals("CommaDelimitedList");
    var items =
        isList ? Arrays.stream(text.split(",", -1)).map(String::strip).toList() : List.of(text);
    items.forEach(item -> check(declaration, type, item));
    if (!isList) {
      return new Scalar(place, text);
    }
    return new Sequence(place, items.stream().<Part>map(item -> new Scalar(place, item)).toList());
  }

  // The value itself stays out of the message: a parameter may be a secret.
  private static void check(Mapping declaration, String type, String text) {
    var place = declaration.place();
    switch (type) {
      case "String", "CommaDelimitedList" -> {}
      case "Number" -> {
        if (!NUMBER.matcher(text).matches()) {
          throw place.wrong("the value must be a number");
        }
      }
      default -> throw place.wrong("parameters of type " + type + " are not understood");
    }
    literal(declaration, "AllowedPattern")
        .filter(pattern -> !matches(pattern, text, place))
        .ifPresent(pattern -> {
          throw place.wrong("the value does not match " + pattern);
        });
    if (declaration.fields().get("AllowedValues") instanceof Sequence(_, var allowed)
        && allowed.stream().noneMatch(one -> one instanceof Scalar(_, var ok) && ok.equals(text))) {
      throw place.wrong("the value is not among AllowedValues");
    }
  }

  private static boolean matches(String pattern, String text, Place place) {
    try {
      return Pattern.matches(pattern, text);
    } catch (PatternSyntaxException e) {
      throw place.wrong("AllowedPattern is no regular expression");
    }
  }

  private static Optional<String> literal(Mapping declaration, String name) {
    return switch (declaration.fields().get(name)) {
      case null -> Optional.empty();
      case Scalar(_, var text) -> Optional.of(text);
      case Part other -> throw other.place().wrong("must be plain text");
    };
  }
}
