package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code !Sub}, with or without variables of its own. */
record Substitution(Map<String, Part> variables, Place place, Resolver resolver) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  static String of(Call call, Resolver resolver) {
    if (call.argument() instanceof Sequence) {
      var arguments = Resolver.arguments(call, 2);
      var variables = resolver.mapping(arguments.getLast()).fields();
      return new Substitution(variables, call.place(), resolver)
          .into(resolver.literal(arguments.getFirst()));
    }
    return new Substitution(Map.of(), call.place(), resolver)
        .into(resolver.literal(call.argument()));
  }

  private String into(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
  }

  private String value(String name) {
    // ${!Literal} stands for ${Literal}.
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    var variable = variables.get(name);
    if (variable != null) {
      return resolver.text(variable);
    }
    return name.contains(".")
        ? resolver.attribute(name, place)
        : resolver.text(new Call(place, "Ref", new Scalar(place, name)));
  }
}
