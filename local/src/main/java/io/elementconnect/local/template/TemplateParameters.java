package io.elementconnect.local.template;

import io.elementconnect.local.template.Node.Items;
import io.elementconnect.local.template.Node.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The values of the template's parameters, held to what the template allows. Regular expressions
 * are Java's, as in CloudFormation, and must match the whole value, or each item of a list.
 */
final class TemplateParameters {
  private TemplateParameters() {}

  /**
   * @throws TemplateException when one has no value, is not declared, or is not allowed
   */
  static Map<String, Node> values(Node declared, Map<String, String> given) {
    for (var name : given.keySet()) {
      if (!declared.fields().containsKey(name)) {
        throw declared.wrong("there is no parameter " + name);
      }
    }
    var values = new LinkedHashMap<String, Node>();
    declared
        .fields()
        .forEach((name, one) -> values.put(name, value(one, Optional.ofNullable(given.get(name)))));
    return values;
  }

  private static Node value(Node declaration, Optional<String> given) {
    var text =
        given
            .or(() -> declaration.find("Default").map(Node::literal))
            .orElseThrow(() -> declaration.wrong("the parameter has no value and no default"));
    var type = declaration.text("Type");
    if (type.equals("Number") && !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
      throw declaration.wrong("the value must be a number");
    }
    return switch (type) {
      case "String", "Number" -> item(declaration, text);
      case "CommaDelimitedList" ->
          declaration.with(
              new Items(
                  Arrays.stream(text.split(",", -1))
                      .map(item -> item(declaration, item.strip()))
                      .toList()));
      default -> throw declaration.wrong("parameters of type " + type + " are not understood");
    };
  }

  // The value itself stays out of the message: a parameter may be a secret.
  private static Node item(Node declaration, String text) {
    var pattern = declaration.text("AllowedPattern", "(?s).*");
    try {
      if (!Pattern.matches(pattern, text)) {
        throw declaration.wrong("the value does not match " + pattern);
      }
    } catch (PatternSyntaxException e) {
      throw declaration.wrong("AllowedPattern is no regular expression");
    }
    if (declaration.has("AllowedValues") && !declaration.texts("AllowedValues").contains(text)) {
      throw declaration.wrong("the value is not among AllowedValues");
    }
    return declaration.with(new Text(text));
  }
}
