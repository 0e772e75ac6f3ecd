package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The template's conditions, each evaluated when it is asked for. */
final class Conditions {
  private final Mapping declared;
  private final Resolver resolver;
  private final Set<String> open = new HashSet<>();

  Conditions(Mapping declared, Resolver resolver) {
    this.declared = declared;
    this.resolver = resolver;
  }

  /**
   * @param from where the condition is asked for
   */
  boolean holds(String name, Place from) {
    var condition = declared.fields().get(name);
    if (condition == null) {
      throw from.wrong("there is no condition " + name);
    }
    if (!open.add(name)) {
      throw condition.place().wrong("depends on itself");
    }
    try {
      return evaluate(condition);
    } finally {
      open.remove(name);
    }
  }

  private boolean evaluate(Part part) {
    if (!(part instanceof Call call)) {
      throw part.place().wrong("must be a condition function");
    }
    return switch (call.function()) {
      case "Condition" -> holds(resolver.literal(call.argument()), call.place());
      case "Equals" -> {
        var sides = arguments(call, 2, 2);
        yield resolver.text(sides.getFirst()).equals(resolver.text(sides.getLast()));
      }
      case "Not" -> !evaluate(arguments(call, 1, 1).getFirst());
      case "And" -> arguments(call, 2, 10).stream().allMatch(this::evaluate);
      case "Or" -> arguments(call, 2, 10).stream().anyMatch(this::evaluate);
      default -> throw call.place().wrong("!" + call.function() + " is no condition function");
    };
  }

  private static List<Part> arguments(Call call, int least, int most) {
    return call.argument() instanceof Part.Sequence(_, var items)
            && items.size() >= least
            && items.size() <= most
        ? items
        : wrongArguments(call);
  }

  private static List<Part> wrongArguments(Call call) {
    throw call.place().wrong("!" + call.function() + " has not the right number of arguments");
  }
}
