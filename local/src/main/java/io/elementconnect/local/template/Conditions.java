package io.elementconnect.local.template;

import io.elementconnect.local.template.Node.Call;
import java.util.HashSet;
import java.util.Set;

/** The template's conditions, each evaluated when it is needed. */
final class Conditions {
  private final Node declared;
  private final Set<String> open = new HashSet<>();

  Conditions(Node declared) {
    this.declared = declared;
  }

  /**
   * @param from what depends on the condition
   */
  boolean holds(String name, Node from) {
    var condition = declared.fields().get(name);
    if (condition == null) {
      throw from.wrong("there is no condition " + name);
    }
    if (!open.add(name)) {
      throw condition.wrong("depends on itself");
    }
    try {
      return evaluate(condition.in(declared.resolver()));
    } finally {
      open.remove(name);
    }
  }

  private boolean evaluate(Node node) {
    if (!(node.content() instanceof Call(var function, var argument))) {
      throw node.wrong("must be a condition function");
    }
    return switch (function) {
      case "Condition" -> holds(argument.literal(), node);
      case "Equals" -> {
        var sides = node.arguments(2, 2);
        yield sides.getFirst().text().equals(sides.getLast().text());
      }
      case "Not" -> !evaluate(node.arguments(1, 1).getFirst());
      case "And" -> node.arguments(2, 10).stream().allMatch(this::evaluate);
      case "Or" -> node.arguments(2, 10).stream().anyMatch(this::evaluate);
      default -> throw node.wrong("!" + function + " is no condition function");
    };
  }
}
